package io.filterfit.graph;

import java.util.List;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;

/** A layer, behind its preprocessor if it has one. */
final class LayerVertexRule implements VertexRule<LayerVertex> {

    @Override
    public Channels flow(LayerVertex vertex, Site site) {
        return layerFlow(vertex, behindPreprocessor(vertex, site));
    }

    /** @param site of the layer itself */
    static Channels layerFlow(LayerVertex vertex, Site site) {
        return layerFlow(vertex.getLayerConf().getLayer(), site);
    }

    /** The site of the layer itself. */
    static Site behindPreprocessor(LayerVertex vertex, Site site) {
        InputPreProcessor preprocessor = vertex.getPreProcessor();
        if (preprocessor == null) {
            return site;
        }
        InputType between = preprocessor.getOutputType(site.inputTypes().get(0));
        Channels channels = preprocessorFlow(
                preprocessor, new Site(site.name(), site.inputs(), site.inputTypes(), between, site.origins()));
        return new Site(site.name(), List.of(channels), List.of(between), site.outputType(), site.origins());
    }

    @Override
    public GraphVertex resize(LayerVertex vertex, KeptChannels kept) {
        Layer layer = vertex.getLayerConf().getLayer();
        LayerRules.of(layer).resize(layer, kept.layerInput().length, kept.output().length);
        InputPreProcessor preprocessor = vertex.getPreProcessor();
        if (preprocessor != null) {
            vertex.setPreProcessor(PreprocessorRules.of(preprocessor)
                    .resize(preprocessor, kept.inputs().get(0).length, kept.layerInput().length));
        }
        return vertex;
    }

    private static <L extends Layer> Channels layerFlow(L layer, Site site) {
        return LayerRules.of(layer).flow(layer, site);
    }

    private static <P extends InputPreProcessor> Channels preprocessorFlow(P preprocessor, Site site) {
        return PreprocessorRules.of(preprocessor).flow(preprocessor, site);
    }
}
