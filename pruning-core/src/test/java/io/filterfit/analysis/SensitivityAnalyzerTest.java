package io.filterfit.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.filterfit.dataset.ImageTreeWriter;
import io.filterfit.dataset.TrainingSplits;
import io.filterfit.model.InputShape;
import io.filterfit.model.zoo.ResNet;
import io.filterfit.model.zoo.Shortcut;
import io.filterfit.model.zoo.ZooOptions;
import io.filterfit.plan.GroupSensitivity;
import io.filterfit.spec.CompressionSpec;
import io.filterfit.spec.Target;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SensitivityAnalyzerTest {

    private static final CompressionSpec SPEC = CompressionSpec.of("stripes", new Target.FlopsReduction(0.5));

    private final ComputationGraph graph = new ResNet(8, Shortcut.PROJECTION)
            .build(new ZooOptions(
                    new InputShape(ImageTreeWriter.SIZE, ImageTreeWriter.SIZE, 3, CNN2DFormat.NHWC), 2, 0.5, 1))
            .graph();
    private final Map<String, GroupSensitivity> remembered = new HashMap<>();
    private final List<String> measured = new ArrayList<>();
    private final SensitivityCache cache = new SensitivityCache() {
        @Override
        public Optional<GroupSensitivity> find(String key) {
            return Optional.ofNullable(remembered.get(key));
        }

        @Override
        public void keep(String key, GroupSensitivity sensitivity) {
            measured.add(sensitivity.group());
            remembered.put(key, sensitivity);
        }
    };

    private TrainingSplits images;

    @BeforeEach
    void makeImages(@TempDir Path directory) {
        images = ImageTreeWriter.stripes(directory, 30, 4).holdOut(20);
    }

    @Test
    void everyGroupInScopeIsMeasuredAtAFewRatios() {
        List<Integer> progress = new ArrayList<>();

        List<GroupSensitivity> sensitivity = SensitivityAnalyzer.measure(
                graph, SPEC, images, SensitivityCache.NONE, (done, all) -> progress.add(done));

        assertThat(sensitivity)
                .extracting(GroupSensitivity::group)
                .containsExactly("stage1.block1.conv1", "stage2.block1.conv1", "stage3.block1.conv1");
        assertThat(sensitivity.get(2).points())
                .extracting(GroupSensitivity.Point::kept)
                .containsExactly(24, 16, 8);
        assertThat(sensitivity).allMatch(group -> group.images() == 20);
        assertThat(progress).containsExactly(0, 1, 2);
    }

    @Test
    void nothingIsMeasuredTwice() {
        List<GroupSensitivity> first = measure(SPEC);
        measured.clear();

        assertThat(measure(SPEC)).isEqualTo(first);
        assertThat(measured).isEmpty();
    }

    @Test
    void whateverItDependsOnIsPartOfTheKey() {
        measure(SPEC);
        measured.clear();

        measure(SPEC.with().seed(2).build());
        assertThat(measured).hasSize(3);
        graph.getLayer("stem.conv").getParam("W").muli(1.5);
        measure(SPEC);
        assertThat(measured).hasSize(6);
    }

    @Test
    void anotherTargetNeedsNoOtherMeasurement() {
        measure(SPEC);
        measured.clear();

        measure(SPEC.with().target(new Target.ParameterReduction(0.3)).build());

        assertThat(measured).isEmpty();
    }

    private List<GroupSensitivity> measure(CompressionSpec spec) {
        return SensitivityAnalyzer.measure(graph, spec, images, cache, (done, all) -> {});
    }
}
