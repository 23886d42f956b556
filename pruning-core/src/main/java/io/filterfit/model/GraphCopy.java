package io.filterfit.model;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * Faithful copies of graphs. Deeplearning4j's own {@code clone()} forgets along which axis a vertex concatenates and how many
 * iterations and epochs the network has seen, on which schedules depend.
 */
public final class GraphCopy {

    private GraphCopy() {}

    /** A copy that shares nothing with the original; without updater state and listeners. */
    public static ComputationGraph of(ComputationGraph graph) {
        ComputationGraph copy = new ComputationGraph(of(graph.getConfiguration()));
        copy.init(graph.params(), true);
        return copy;
    }

    public static ComputationGraphConfiguration of(ComputationGraphConfiguration configuration) {
        ComputationGraphConfiguration copy = configuration.clone();
        copy.setIterationCount(configuration.getIterationCount());
        copy.setEpochCount(configuration.getEpochCount());
        configuration
                .getVertices()
                .forEach(
                        (name, vertex) -> restoreAxis(vertex, copy.getVertices().get(name)));
        return copy;
    }

    private static void restoreAxis(GraphVertex vertex, GraphVertex copy) {
        if (vertex instanceof MergeVertex merge) {
            ((MergeVertex) copy).setMergeAxis(merge.getMergeAxis());
        }
    }
}
