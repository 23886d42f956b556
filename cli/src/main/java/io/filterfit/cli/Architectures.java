package io.filterfit.cli;

import io.filterfit.dataset.ImageDataset;
import io.filterfit.model.InputShape;
import io.filterfit.model.Network;
import io.filterfit.model.zoo.Zoo;
import io.filterfit.model.zoo.ZooOptions;
import java.util.Locale;
import org.deeplearning4j.nn.conf.CNN2DFormat;

/** Untrained networks by name, shaped for a data set. */
final class Architectures {

    private Architectures() {}

    /**
     * @param name as the zoo lists it; hyphens may be left out, so that {@code resnet8} is {@code resnet-8}
     */
    static Network build(String name, ImageDataset dataset, double widthFactor, long seed) {
        InputShape images = new InputShape(
                dataset.shape().height(),
                dataset.shape().width(),
                dataset.shape().channels(),
                CNN2DFormat.NHWC);
        return Zoo.build(listed(name), new ZooOptions(images, dataset.classes(), widthFactor, seed));
    }

    private static String listed(String name) {
        return Zoo.NAMES.stream()
                .filter(known -> withoutHyphens(known).equals(withoutHyphens(name)))
                .findFirst()
                .orElse(name);
    }

    private static String withoutHyphens(String name) {
        return name.toLowerCase(Locale.ROOT).replace("-", "");
    }
}
