package io.filterfit.training;

import io.filterfit.spec.Distillation;

/**
 * Part labels, part teacher (Hinton, Vinyals and Dean, 2015): {@code (1 - weight) * labels + weight * T^2 * KL(teacher || student)} with
 * both networks' logits divided by the temperature T. The factor T^2 keeps the size of the gradients, which the division makes
 * smaller by as much.
 *
 * @param labels what is made small beside the distance to the teacher
 */
record DistilledObjective(Distillation distillation, Objective labels) implements Objective {

    /** @param batch with what the teacher says of it */
    @Override
    public double evaluate(Logits logits, Batch batch, float[] gradient) {
        double weight = distillation.weight();
        double sum = (1 - weight) * labels.evaluate(logits, batch, gradient);
        float[] teacher = batch.teacher().orElseThrow().values();
        int classes = logits.classes();
        double[] taught = new double[classes];
        double[] learnt = new double[classes];
        for (int start = 0; start < gradient.length; start += classes) {
            logarithms(teacher, start, taught);
            logarithms(logits.values(), start, learnt);
            sum += weight * distance(taught, learnt, start, gradient);
        }
        return sum;
    }

    /** The teacher is at most sure, and then ln(classes) away from a guess. */
    @Override
    public double ofGuessing(int classes) {
        double weight = distillation.weight();
        double temperature = distillation.temperature();
        return (1 - weight) * labels.ofGuessing(classes) + weight * temperature * temperature * Math.log(classes);
    }

    /** Of one image, with its gradient. */
    private double distance(double[] taught, double[] learnt, int start, float[] gradient) {
        double weight = distillation.weight();
        double temperature = distillation.temperature();
        double divergence = 0;
        for (int i = 0; i < taught.length; i++) {
            double probability = Math.exp(taught[i]);
            divergence += probability * (taught[i] - learnt[i]);
            gradient[start + i] = (float)
                    ((1 - weight) * gradient[start + i] + weight * temperature * (Math.exp(learnt[i]) - probability));
        }
        return temperature * temperature * divergence;
    }

    /** Logarithms of the softmax of one image's logits over the temperature. */
    private void logarithms(float[] logits, int start, double[] into) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < into.length; i++) {
            into[i] = logits[start + i] / distillation.temperature();
            largest = Math.max(largest, into[i]);
        }
        double exponentials = 0;
        for (double value : into) {
            exponentials += Math.exp(value - largest);
        }
        double normaliser = Math.log(exponentials) + largest;
        for (int i = 0; i < into.length; i++) {
            into[i] -= normaliser;
        }
    }
}
