package io.filterfit.graph;

import java.util.HashMap;
import java.util.Map;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;

/** The rule of each kind of preprocessor, found by its exact class; see {@link LayerRules}. */
final class PreprocessorRules {

    private static final Map<Class<? extends InputPreProcessor>, PreprocessorRule<?>> RULES = new HashMap<>();

    static {
        put(CnnToFeedForwardPreProcessor.class, new FlattenRule());
        put(FeedForwardToCnnPreProcessor.class, new UnflattenRule());
    }

    private PreprocessorRules() {}

    private static <P extends InputPreProcessor> void put(Class<P> kind, PreprocessorRule<P> rule) {
        RULES.put(kind, rule);
    }

    @SuppressWarnings("unchecked") // put() takes a class and a rule of one type only
    static <P extends InputPreProcessor> PreprocessorRule<P> of(P preprocessor) {
        PreprocessorRule<?> rule = RULES.get(preprocessor.getClass());
        if (rule != null) {
            return (PreprocessorRule<P>) rule;
        }
        return (unknown, site) -> site.opaque("it meets a " + unknown.getClass().getSimpleName() + " in front of '"
                + site.name() + "', of which nothing is known");
    }
}
