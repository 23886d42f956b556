package io.filterfit.console.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.filterfit.console.submission.RequestJson;
import io.filterfit.console.submission.SubmitRequest;
import io.filterfit.spec.Checks;
import java.util.Arrays;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;

/** What somebody wrote into the form; blank is as good as nothing. */
public class SubmitForm {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @RestForm
    public FileUpload model;

    @RestForm
    public String uri;

    @RestForm
    public String jobId;

    @RestForm
    public String dataset;

    @RestForm
    public String targetType;

    @RestForm
    public String targetValue;

    @RestForm
    public String criterion;

    @RestForm
    public String rounds;

    @RestForm
    public String scope;

    @RestForm
    public String allocation;

    @RestForm
    public String channelMultiple;

    @RestForm
    public String keepLayers;

    @RestForm
    public String epochs;

    @RestForm
    public String batchSize;

    @RestForm
    public String learningRate;

    @RestForm
    public String validationImages;

    @RestForm
    public String more;

    boolean hasFile() {
        return model != null && model.size() > 0;
    }

    /** @throws io.filterfit.spec.CompressionException INVALID_REQUEST if it makes no valid request */
    SubmitRequest toRequest() {
        if (hasFile() == !isBlank(uri)) {
            throw Checks.invalid("choose a model file, or give the address of one in the store, and not both");
        }
        var request = JSON.createObjectNode();
        text(request, "jobId", jobId);
        if (!isBlank(uri)) {
            request.putObject("model").put("uri", uri.strip());
        }
        request.set("spec", spec());
        return RequestJson.read(request.toString(), SubmitRequest.class);
    }

    private ObjectNode spec() {
        var spec = JSON.createObjectNode();
        text(spec, "dataset", dataset);
        text(spec, "scope", scope);
        text(spec, "allocation", allocation);
        number(spec, "rounds", "rounds", rounds);
        number(spec, "channelMultiple", "channel multiple", channelMultiple);
        var target = spec.putObject("target");
        text(target, "type", targetType);
        number(target, "value", "target, in percent,", targetValue);
        if (target.has("value")) {
            target.put("value", target.get("value").decimalValue().movePointLeft(2));
        }
        text(spec.putObject("criterion"), "name", criterion);
        if (!isBlank(keepLayers)) {
            var layers = spec.putArray("keepLayers");
            Arrays.stream(keepLayers.split("[,\\s]+"))
                    .filter(name -> !name.isBlank())
                    .forEach(layers::add);
        }
        var training = spec.putObject("training");
        number(training, "epochs", "epochs", epochs);
        number(training, "batchSize", "batch size", batchSize);
        number(training, "learningRate", "learning rate", learningRate);
        number(training, "validationImages", "validation images", validationImages);
        merge(spec);
        return spec;
    }

    /** What stands in the field for everything else wins. */
    private void merge(ObjectNode spec) {
        if (isBlank(more)) {
            return;
        }
        try {
            JSON.readerForUpdating(spec).readValue(more);
        } catch (JsonProcessingException | ClassCastException e) {
            throw Checks.invalid("the field for everything else is no JSON object, such as {\"seed\": 2}");
        }
    }

    private static void text(ObjectNode into, String property, String value) {
        if (!isBlank(value)) {
            into.put(property, value.strip());
        }
    }

    private static void number(ObjectNode into, String property, String name, String value) {
        if (isBlank(value)) {
            return;
        }
        try {
            into.put(property, new java.math.BigDecimal(value.strip()));
        } catch (NumberFormatException e) {
            throw Checks.invalid("'" + value.strip() + "' is no number; the " + name + " has to be one");
        }
    }

    private static boolean isBlank(String value) {
        return value == null || value.isBlank();
    }
}
