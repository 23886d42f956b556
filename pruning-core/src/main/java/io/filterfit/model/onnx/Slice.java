package io.filterfit.model.onnx;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping2D;

/** Slice of channels, of the middle of an image, and of every n-th pixel, which is a maximum over one pixel with a stride. */
final class Slice implements Operator {

    @Override
    public List<long[]> shapes(OnnxNode node, OnnxGraph graph) {
        long[] shape = graph.shape(node.input(0));
        return List.of(Slicing.shape(shape, Slicing.of(node, graph, shape)));
    }

    @Override
    public void build(OnnxNode node, Assembly assembly) {
        long[] shape = assembly.graph().shape(node.input(0));
        Place place = assembly.input(node, 0);
        int[] strides = {1, 1};
        int[] crops = new int[4];
        for (Slicing slicing : Slicing.of(node, assembly.graph(), shape)) {
            if (slicing.takesAllOf(shape[slicing.axis()])) {
                continue;
            }
            if (slicing.axis() == 1) {
                place = channels(node, assembly, place, slicing);
            } else if (slicing.step() == 1) {
                int side = 2 * (slicing.axis() - 2);
                crops[side] = slicing.start();
                crops[side + 1] = (int) shape[slicing.axis()] - slicing.start() - slicing.length();
            } else {
                strides[slicing.axis() - 2] = stride(node, slicing, shape[slicing.axis()]);
            }
        }
        if (Arrays.stream(crops).anyMatch(crop -> crop > 0)) {
            place = cropped(node, assembly, place, crops);
        }
        if (strides[0] > 1 || strides[1] > 1) {
            place = subsampled(node, assembly, place, strides);
        }
        assembly.place(node.output(), place);
    }

    private static Place channels(OnnxNode node, Assembly assembly, Place place, Slicing slicing) {
        int[] channels = IntStream.range(0, slicing.length())
                .map(i -> slicing.start() + i * slicing.step())
                .toArray();
        Place whole = place.isImage() ? place : assembly.vector(node.name(), place);
        return assembly.selection(node.name() + ".channels", channels, whole);
    }

    private static int stride(OnnxNode node, Slicing slicing, long size) {
        boolean strided =
                slicing.start() == 0 && slicing.step() > 0 && slicing.length() == Shapes.ceilDiv(size, slicing.step());
        node.require(strided, "takes other pixels than a middle, or every n-th from the first on");
        return slicing.step();
    }

    /** @param crops pixels off the top, the bottom, the left and the right */
    private static Place cropped(OnnxNode node, Assembly assembly, Place image, int[] crops) {
        node.require(image.isImage(), "takes pixels of a value that is no image any more");
        Cropping2D layer =
                new Cropping2D.Builder(crops).dataFormat(Assembly.LAYOUT).build();
        return new Place(
                assembly.layer(node.name(), layer, image.vertex()),
                image.form(),
                image.channels(),
                image.height() - crops[0] - crops[1],
                image.width() - crops[2] - crops[3]);
    }

    private static Place subsampled(OnnxNode node, Assembly assembly, Place image, int[] strides) {
        node.require(image.isImage(), "takes pixels of a value that is no image any more");
        SubsamplingLayer layer = new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX)
                .kernelSize(1, 1)
                .stride(strides)
                .dataFormat(Assembly.LAYOUT)
                .convolutionMode(ConvolutionMode.Truncate)
                .build();
        return Place.image(
                assembly.layer(node.name(), layer, image.vertex()),
                assembly.graph().shape(node.output()));
    }
}
