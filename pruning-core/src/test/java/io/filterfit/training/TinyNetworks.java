package io.filterfit.training;

import io.filterfit.dataset.ImageDataset;
import io.filterfit.dataset.ImageTreeWriter;
import io.filterfit.model.InputShape;
import io.filterfit.model.zoo.ResNet;
import io.filterfit.model.zoo.Shortcut;
import io.filterfit.model.zoo.ZooOptions;
import java.nio.file.Path;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** A task that a small network learns in seconds: stripes along or across. */
final class TinyNetworks {

    private TinyNetworks() {}

    static ImageDataset stripes(Path directory) {
        return ImageTreeWriter.stripes(directory, 96, 32);
    }

    static ComputationGraph resNet8(CNN2DFormat layout) {
        ZooOptions options =
                new ZooOptions(new InputShape(ImageTreeWriter.SIZE, ImageTreeWriter.SIZE, 3, layout), 2, 0.25, 1);
        return new ResNet(8, Shortcut.PROJECTION).build(options).graph();
    }
}
