package io.filterfit.model.keras;

import com.fasterxml.jackson.databind.JsonNode;
import io.filterfit.model.ModelFile;
import io.filterfit.model.ReadLimits;
import io.filterfit.model.keras.Call.Dialect;
import io.filterfit.model.keras.Call.Operand;
import io.filterfit.model.keras.KerasLayer.Argument;
import io.filterfit.model.keras.KerasLayer.Reference;
import io.filterfit.model.onnx.GraphDraft;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** Draws a model up, layer by layer, each behind those that it reads; models within it become part of it. */
final class Translator {

    private static final String FIRST = "channels_first";

    private final ModelFile file;
    private final GraphDraft draft;
    private final boolean keras2;
    private final List<String> notes = new ArrayList<>();
    private Dialect dialect;

    Translator(ModelFile file, ReadLimits limits, boolean keras2) {
        this.file = file;
        this.draft = new GraphDraft(file, limits);
        this.keras2 = keras2;
    }

    ComputationGraph network(KerasModel model, WeightSource weights) {
        Set<String> layouts = new HashSet<>();
        collectLayouts(model, layouts);
        if (layouts.size() > 1) {
            throw file.unsupported(
                    "some of its layers have channels first and others last; give all the same data_format");
        }
        dialect = new Dialect(layouts.contains(FIRST), keras2);
        List<String> inputs = new ArrayList<>();
        for (Reference input : model.inputs()) {
            inputs.add(input(layer(model, input.layer())));
        }
        return draft.network(values(model, weights, inputs, ""));
    }

    /** Of a network that was drawn up: what is not as it was in the model. */
    List<String> notes() {
        return notes;
    }

    /** A flatten says how it orders what it gives, not how its input is laid out. */
    private static void collectLayouts(KerasModel model, Set<String> layouts) {
        for (KerasLayer layer : model.layers()) {
            if (layer.nested() != null) {
                collectLayouts(layer.nested(), layouts);
            } else if (layer.settings().has("data_format") && !layer.className().equals("Flatten")) {
                layouts.add(layer.settings().text("data_format", ""));
            }
        }
    }

    private KerasLayer layer(KerasModel model, String name) {
        return model.layers().stream()
                .filter(layer -> layer.name().equals(name))
                .findFirst()
                .orElseThrow(() -> unconnected(name));
    }

    private RuntimeException unconnected(String name) {
        return file.unreadable("it reads from '" + name + "', which nothing in it gives; save the model again");
    }

    private String input(KerasLayer layer) {
        Settings settings = layer.settings();
        JsonNode shape = settings.has("batch_shape") ? settings.get("batch_shape") : settings.get("batch_input_shape");
        settings.require(
                shape.size() == 4 || shape.size() == 2, "takes no images; only [height, width, channels] is known");
        long[] sizes = new long[shape.size() - 1];
        for (int axis = 0; axis < sizes.length; axis++) {
            settings.require(
                    shape.get(axis + 1).canConvertToInt(),
                    "leaves the size of its images open; build the model with an input of the size that it is used at,"
                            + " as keras.Input((224, 224, 3))");
            sizes[axis] = shape.get(axis + 1).intValue();
        }
        boolean last = sizes.length == 3 && !dialect.channelsFirst();
        return draft.input(layer.name(), last ? new long[] {sizes[2], sizes[0], sizes[1]} : sizes);
    }

    /** What a model gives for its inputs. */
    private List<String> values(KerasModel model, WeightSource weights, List<String> inputs, String prefix) {
        if (inputs.size() != model.inputs().size()) {
            throw file.unreadable("a model in it is called with " + inputs.size() + " tensors and takes "
                    + model.inputs().size() + "; save the model again");
        }
        return new Pass(model, weights, prefix).run(inputs);
    }

    /** One walk through a model. */
    private final class Pass {

        private final KerasModel model;
        private final WeightSource weights;
        private final String prefix;
        private final Map<String, Integer> firstCalls = new HashMap<>();
        private final Map<Reference, String> values = new HashMap<>();
        private final Map<Reference, List<Waiting>> waiting = new HashMap<>();

        Pass(KerasModel model, WeightSource weights, String prefix) {
            this.model = model;
            this.weights = weights;
            this.prefix = prefix;
        }

        /** A call whose inputs are not all there yet. */
        private record Waiting(KerasLayer layer, int call) {}

        List<String> run(List<String> inputs) {
            countFromFirst();
            Deque<Waiting> ready = new ArrayDeque<>();
            for (KerasLayer layer : model.layers()) {
                for (int call = 0; call < layer.calls().size() && !layer.isInput(); call++) {
                    ready.add(new Waiting(layer, call));
                }
            }
            for (int i = 0; i < inputs.size(); i++) {
                values.put(normalised(model.inputs().get(i)), inputs.get(i));
            }
            while (!ready.isEmpty()) {
                Waiting next = ready.poll();
                Optional<Reference> missing = missing(next);
                if (missing.isPresent()) {
                    waiting.computeIfAbsent(missing.get(), any -> new ArrayList<>())
                            .add(next);
                } else {
                    draw(next, ready);
                }
            }
            return model.outputs().stream()
                    .map(output -> Optional.ofNullable(values.get(normalised(output)))
                            .orElseThrow(() -> unconnected(output.layer())))
                    .toList();
        }

        /** Keras may count the call in which a nested model was made as its first; such a model's calls then begin with 1. */
        private void countFromFirst() {
            model.outputs().forEach(this::note);
            model.inputs().forEach(this::note);
            for (KerasLayer layer : model.layers()) {
                for (List<Argument> call : layer.calls()) {
                    call.stream()
                            .map(Argument::reference)
                            .filter(Objects::nonNull)
                            .forEach(this::note);
                }
            }
        }

        private void note(Reference reference) {
            firstCalls.merge(reference.layer(), reference.call(), Math::min);
        }

        private Reference normalised(Reference reference) {
            int first = firstCalls.getOrDefault(reference.layer(), 0) >= 1 ? 1 : 0;
            return new Reference(reference.layer(), reference.call() - first, reference.output());
        }

        private Optional<Reference> missing(Waiting next) {
            return next.layer().calls().get(next.call()).stream()
                    .map(Argument::reference)
                    .filter(Objects::nonNull)
                    .map(this::normalised)
                    .filter(reference -> !values.containsKey(reference))
                    .findFirst();
        }

        private void draw(Waiting next, Deque<Waiting> ready) {
            KerasLayer layer = next.layer();
            List<Operand> operands = next.layer().calls().get(next.call()).stream()
                    .map(argument -> argument.reference() == null
                            ? new Operand(null, argument.number())
                            : new Operand(values.get(normalised(argument.reference())), 0))
                    .toList();
            String name = prefix + layer.name();
            if (next.call() == 1 && layer.nested() == null && !weights.of(layer).isEmpty()) {
                notes.add(
                        "layer '" + name + "' is called " + layer.calls().size()
                                + " times in the model; here each call is a layer with a copy of its weights, cut and trained by itself");
            }
            List<String> results = layer.nested() == null
                    ? List.of(
                            Layers.draw(new Call(draft, dialect, name, layer.settings(), operands, weights.of(layer))))
                    : values(
                            layer.nested(),
                            weights.within(layer),
                            operands.stream().map(Operand::value).toList(),
                            name + ".");
            for (int output = 0; output < results.size(); output++) {
                Reference result = new Reference(layer.name(), next.call(), output);
                values.put(result, results.get(output));
                ready.addAll(Optional.ofNullable(waiting.remove(result)).orElse(List.of()));
            }
        }
    }
}
