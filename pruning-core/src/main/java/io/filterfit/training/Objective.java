package io.filterfit.training;

/** What training makes small: a function of the logits of one batch, and nothing else: several threads ask at once. */
interface Objective {

    /**
     * @param batch whose logits these are
     * @param gradient becomes the derivative of the returned sum by each logit, laid out as they are
     * @return sum over the batch of the images' losses, in nats; not finite where a logit is not
     */
    double evaluate(Logits logits, Batch batch, float[] gradient);

    /** The most that an image costs of which the network says that every class is as probable as any other, in nats. */
    double ofGuessing(int classes);
}
