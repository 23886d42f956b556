package io.filterfit.it;

import io.filterfit.model.InputShape;
import io.filterfit.model.Networks;
import io.filterfit.model.zoo.Zoo;
import io.filterfit.model.zoo.ZooOptions;
import java.nio.file.Path;
import org.deeplearning4j.nn.conf.CNN2DFormat;

/** A residual network for {@link Images} that is trained in a second or two. */
public final class TinyNetwork {

    private TinyNetwork() {}

    /** @return the file, {@code tiny.zip} in the directory */
    public static Path write(Path directory) {
        var shape = new InputShape(Images.SIZE, Images.SIZE, 3, CNN2DFormat.NHWC);
        var file = directory.resolve("tiny.zip");
        Networks.write(Zoo.build("resnet-8", new ZooOptions(shape, 2, 0.5, 1)), file);
        return file;
    }
}
