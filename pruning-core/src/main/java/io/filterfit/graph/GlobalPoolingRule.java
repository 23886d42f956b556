package io.filterfit.graph;

import java.util.Arrays;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;

/** Global pooling of an image: a channel becomes a feature. */
final class GlobalPoolingRule implements LayerRule<GlobalPoolingLayer> {

    @Override
    public Channels flow(GlobalPoolingLayer layer, Site site) {
        if (!site.readsImage()) {
            return site.opaque("'" + site.name() + "' pools something else than images");
        }
        int[] space = site.layout() == CNN2DFormat.NCHW ? new int[] {2, 3} : new int[] {1, 2};
        int[] pooled = layer.getPoolingDimensions();
        if (pooled != null && !Arrays.equals(pooled, space)) {
            return site.opaque("'" + site.name() + "' pools over channels");
        }
        return site.input();
    }
}
