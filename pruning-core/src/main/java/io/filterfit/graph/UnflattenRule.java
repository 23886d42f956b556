package io.filterfit.graph;

import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeConvolutional;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;

/** A vector made an image [c, h, w]: the h x w features of a channel can only go together. Leaves an image as it is. */
final class UnflattenRule implements PreprocessorRule<FeedForwardToCnnPreProcessor> {

    @Override
    public Channels flow(FeedForwardToCnnPreProcessor preprocessor, Site site) {
        if (site.readsImage()) {
            return site.input();
        }
        int channels = Math.toIntExact(((InputTypeConvolutional) site.outputType()).getChannels());
        int pixels = site.input().size() / channels;
        int[] firsts = new int[channels];
        for (int feature = 0; feature < site.input().size(); feature++) {
            int channel = feature / pixels;
            firsts[channel] = channel * pixels;
            site.origins()
                    .unite(site.input().origin(firsts[channel]), site.input().origin(feature));
        }
        return site.input().select(firsts);
    }

    @Override
    public InputPreProcessor resize(FeedForwardToCnnPreProcessor preprocessor, int inputs, int outputs) {
        return new FeedForwardToCnnPreProcessor(preprocessor.getInputHeight(), preprocessor.getInputWidth(), outputs);
    }
}
