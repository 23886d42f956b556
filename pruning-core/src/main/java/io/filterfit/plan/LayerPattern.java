package io.filterfit.plan;

import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;

/**
 * The name of a layer, or a pattern of names, in which {@code *} stands for any characters, a full stop or slash included, and {@code ?}
 * for one.
 */
final class LayerPattern {

    private static final int NEAR_NAMES = 3;
    private static final Pattern PIECE = Pattern.compile("[*?]|[^*?]+");

    private final String text;
    private final Pattern pattern;

    LayerPattern(String text) {
        this.text = text;
        pattern = Pattern.compile(PIECE.matcher(text)
                .results()
                .map(piece -> switch (piece.group()) {
                    case "*" -> ".*";
                    case "?" -> ".";
                    default -> Pattern.quote(piece.group());
                })
                .collect(Collectors.joining()));
    }

    boolean matches(String layer) {
        return pattern.matcher(layer).matches();
    }

    /** The names that are most like the pattern, the nearest first. */
    List<String> nearest(List<String> layers) {
        JaroWinklerSimilarity similarity = new JaroWinklerSimilarity();
        Comparator<String> byLikeness = Comparator.comparingDouble(layer -> similarity.apply(text, layer));
        return layers.stream().sorted(byLikeness.reversed()).limit(NEAR_NAMES).toList();
    }
}
