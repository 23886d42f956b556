package io.filterfit.contracts;

import com.fasterxml.classmate.ResolvedType;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.CustomDefinition.AttributeInclusion;
import com.github.victools.jsonschema.generator.CustomDefinition.DefinitionType;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerationContext;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.github.victools.jsonschema.module.jackson.JacksonModule;
import com.github.victools.jsonschema.module.jackson.JacksonOption;
import io.filterfit.manifest.ChannelCut;
import io.filterfit.manifest.Manifest;
import io.filterfit.spec.CompressionSpec;
import io.filterfit.spec.Criterion;
import io.filterfit.spec.Distillation;
import io.filterfit.spec.EarlyStop;
import io.filterfit.spec.Ema;
import io.filterfit.spec.Mixup;
import io.filterfit.spec.SoftPruning;
import io.filterfit.spec.Target;
import io.filterfit.spec.TrainingSpec;
import java.util.Map;
import java.util.Set;

/** JSON schemas (draft 2020-12) of the events' data, generated from the records. */
final class EventSchemas {

    /** What a writer may leave out; boxed numbers may be left out everywhere. */
    private static final Map<Class<?>, Set<String>> REQUIRED = Map.ofEntries(
            Map.entry(CompressionSpec.class, Set.of("dataset", "target")),
            Map.entry(TrainingSpec.class, Set.of()),
            Map.entry(Distillation.class, Set.of()),
            Map.entry(Mixup.class, Set.of()),
            Map.entry(Ema.class, Set.of()),
            Map.entry(EarlyStop.class, Set.of()),
            Map.entry(SoftPruning.class, Set.of()),
            Map.entry(Target.LatencyReduction.class, Set.of("value")),
            Map.entry(Target.AccuracyDrop.class, Set.of("value")),
            Map.entry(Criterion.DistributionFitting.class, Set.of()));

    private static final Map<Class<?>, Set<String>> OPTIONAL = Map.of(
            StageProgressed.class, Set.of("training"),
            CompressionCompleted.class, Set.of("onnx"),
            JobRound.class, Set.of("finished"),
            CompressionFailed.class, Set.of("artifacts"),
            ChannelCut.class, Set.of("flattened"));

    private final SchemaGenerator generator;

    EventSchemas() {
        var builder = new SchemaGeneratorConfigBuilder(SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
                .with(new JacksonModule(
                        JacksonOption.FLATTENED_ENUMS_FROM_JSONVALUE, JacksonOption.FLATTENED_ENUMS_FROM_JSONPROPERTY));
        builder.forFields().withRequiredCheck(EventSchemas::isRequired);
        builder.forFields().withStringPatternResolver(field -> switch (field.getName()) {
            case "sha256", "modelSha256" -> "^[0-9a-fA-F]{64}$";
            case "uri" -> "^s3://[^/]+/.+$";
            default -> null;
        });
        builder.forTypesInGeneral().withCustomDefinitionProvider(EventSchemas::jobId);
        generator = new SchemaGenerator(builder.build());
    }

    ObjectNode of(EventType type) {
        return generator.generateSchema(type.dataType()).put("title", type.label());
    }

    /** Of a manifest, which is no event and is published beside them. */
    ObjectNode manifest() {
        return generator.generateSchema(Manifest.class).put("title", "manifest");
    }

    private static boolean isRequired(FieldScope field) {
        var owner = field.getDeclaringType().getErasedType();
        if (REQUIRED.containsKey(owner)) {
            return REQUIRED.get(owner).contains(field.getName());
        }
        var boxed = Number.class.isAssignableFrom(field.getType().getErasedType());
        return !boxed && !OPTIONAL.getOrDefault(owner, Set.of()).contains(field.getName());
    }

    /** Written as its bare value. */
    private static CustomDefinition jobId(ResolvedType type, SchemaGenerationContext context) {
        if (type.getErasedType() != JobId.class) {
            return null;
        }
        var string = context.getGeneratorConfig().createObjectNode();
        string.put("type", "string").put("pattern", "^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$");
        return new CustomDefinition(string, DefinitionType.INLINE, AttributeInclusion.YES);
    }
}
