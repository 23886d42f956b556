package io.filterfit.graph;

import org.deeplearning4j.nn.conf.InputPreProcessor;

/**
 * How channels pass through one kind of input preprocessor.
 *
 * @param <P> the preprocessor
 */
interface PreprocessorRule<P extends InputPreProcessor> {

    Channels flow(P preprocessor, Site site);

    /** The preprocessor, a copy that may be changed, for so many channels. */
    default InputPreProcessor resize(P preprocessor, int inputs, int outputs) {
        return preprocessor;
    }
}
