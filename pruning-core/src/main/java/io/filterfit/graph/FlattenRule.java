package io.filterfit.graph;

import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;

/**
 * An image flattened to a vector as it lies in memory: in NCHW, channel c becomes the h x w consecutive features from c x h x w
 * on; in NHWC, every c-th feature.
 */
final class FlattenRule implements PreprocessorRule<CnnToFeedForwardPreProcessor> {

    @Override
    public Channels flow(CnnToFeedForwardPreProcessor preprocessor, Site site) {
        if (!site.readsImage()) {
            return site.input();
        }
        int channels = site.input().size();
        int pixels = Math.toIntExact(ActivationSize.positions(site.image()));
        boolean channelsFirst = site.layout() == CNN2DFormat.NCHW;
        int[] sources = new int[channels * pixels];
        for (int feature = 0; feature < sources.length; feature++) {
            sources[feature] = channelsFirst ? feature / pixels : feature % channels;
        }
        return site.input().select(sources);
    }

    @Override
    public InputPreProcessor resize(CnnToFeedForwardPreProcessor preprocessor, int inputs, int outputs) {
        return new CnnToFeedForwardPreProcessor(
                preprocessor.getInputHeight(), preprocessor.getInputWidth(), inputs, preprocessor.getFormat());
    }
}
