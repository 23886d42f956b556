package io.filterfit.model.keras;

import io.filterfit.model.hdf5.Hdf5Object;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The weights of one model's layers. */
interface WeightSource {

    /** The weights of a layer, in the order in which Keras creates them. */
    List<Hdf5Object> of(KerasLayer layer);

    /** Where the weights of a model are that is a layer of this one. */
    WeightSource within(KerasLayer layer);

    /** As .keras files have them: numbered, in groups named by the layers' classes in the order of the model. */
    static WeightSource ofArchive(Hdf5Object root, KerasModel model) {
        return new Numbered(Optional.of(root), model);
    }

    /** As HDF5 files have them: named, in groups named as the layers. */
    static WeightSource ofHdf5(Hdf5Object weights) {
        return new Named(weights);
    }

    /** Source: Keras's saving_lib.py, which names groups by class because names may differ from run to run. */
    final class Numbered implements WeightSource {

        private final Optional<Hdf5Object> root;
        private final Map<String, String> groups = new HashMap<>();

        private Numbered(Optional<Hdf5Object> root, KerasModel model) {
            this.root = root;
            Map<String, Integer> used = new HashMap<>();
            for (KerasLayer layer : model.layers()) {
                String name = snakeCase(layer.className());
                int before = used.merge(name, 1, Integer::sum) - 1;
                groups.put(layer.name(), before == 0 ? name : name + "_" + before);
            }
        }

        private static String snakeCase(String className) {
            return className
                    .replaceAll("\\W+", "")
                    .replaceAll("(.)([A-Z][a-z]+)", "$1_$2")
                    .replaceAll("([a-z])([A-Z])", "$1_$2")
                    .toLowerCase(Locale.ROOT);
        }

        private Optional<Hdf5Object> group(KerasLayer layer) {
            return root.flatMap(group -> group.find("layers", groups.get(layer.name())));
        }

        @Override
        public List<Hdf5Object> of(KerasLayer layer) {
            return group(layer)
                    .flatMap(group -> group.find("vars"))
                    .map(variables -> variables.names().stream()
                            .filter(name -> name.matches("\\d{1,4}"))
                            .sorted(Comparator.comparing(Integer::valueOf))
                            .map(name -> variables.find(name).orElseThrow())
                            .toList())
                    .orElse(List.of());
        }

        @Override
        public WeightSource within(KerasLayer layer) {
            return new Numbered(group(layer), layer.nested());
        }
    }

    /** Source: Keras's legacy_h5_format.py. */
    final class Named implements WeightSource {

        private static final String NAMES = "weight_names";

        private final Hdf5Object weights;

        private Named(Hdf5Object weights) {
            this.weights = weights;
        }

        @Override
        public List<Hdf5Object> of(KerasLayer layer) {
            return weights.find(layer.name())
                    .map(group -> names(group).stream()
                            .map(name -> group.find(name.split("/")))
                            .flatMap(Optional::stream)
                            .toList())
                    .orElse(List.of());
        }

        /** Long lists are in several attributes. */
        private static List<String> names(Hdf5Object group) {
            List<String> names = new ArrayList<>(group.strings(NAMES).orElse(List.of()));
            for (int part = 0; part < 10_000; part++) {
                Optional<List<String>> more = group.strings(NAMES + part);
                if (more.isEmpty()) {
                    break;
                }
                names.addAll(more.get());
            }
            return names;
        }

        /** All weights of a nested model are in one group; each weight's name ends in its layer's and its own. */
        @Override
        public WeightSource within(KerasLayer layer) {
            Map<String, List<Hdf5Object>> byLayer = new HashMap<>();
            weights.find(layer.name()).ifPresent(group -> {
                for (String name : names(group)) {
                    String[] path = name.split("/");
                    if (path.length >= 2) {
                        group.find(path).ifPresent(weight -> byLayer.computeIfAbsent(
                                        path[path.length - 2], any -> new ArrayList<>())
                                .add(weight));
                    }
                }
            });
            return new Nested(byLayer);
        }
    }

    /**
     * Of a nested model, and of those in it.
     *
     * @param byLayer the weights of each layer
     */
    record Nested(Map<String, List<Hdf5Object>> byLayer) implements WeightSource {

        @Override
        public List<Hdf5Object> of(KerasLayer layer) {
            return byLayer.getOrDefault(layer.name(), List.of());
        }

        @Override
        public WeightSource within(KerasLayer layer) {
            return this;
        }
    }
}
