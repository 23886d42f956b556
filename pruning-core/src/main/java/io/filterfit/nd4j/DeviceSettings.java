package io.filterfit.nd4j;

import io.filterfit.spec.Checks;
import io.filterfit.spec.CompressionException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the user wants to compute on.
 *
 * @param device the kind
 * @param gpus how many GPUs share a batch in training, if there are any; at least 1
 */
public record DeviceSettings(Device device, int gpus) {

    /** System property, and as {@code FILTERFIT_DEVICE} variable of the environment. */
    public static final String DEVICE = "filterfit.device";

    /** System property, and as {@code FILTERFIT_GPUS} variable of the environment. */
    public static final String GPUS = "filterfit.gpus";

    public static final DeviceSettings DEFAULT = new DeviceSettings(Device.AUTO, 1);

    public DeviceSettings {
        Checks.present("device", device);
        Checks.atLeast("gpus", gpus, 1);
    }

    /** @throws CompressionException INVALID_REQUEST if what is set there is not valid */
    static DeviceSettings ofProcess() {
        return of(System.getProperties(), System.getenv());
    }

    static DeviceSettings of(Map<?, ?> properties, Map<String, String> environment) {
        String device = setting(DEVICE, properties, environment);
        String gpus = setting(GPUS, properties, environment);
        return new DeviceSettings(
                device == null ? DEFAULT.device() : device(device), gpus == null ? DEFAULT.gpus() : number(gpus));
    }

    private static String setting(String name, Map<?, ?> properties, Map<String, String> environment) {
        Object property = properties.get(name);
        return property == null
                ? environment.get(name.replace('.', '_').toUpperCase(Locale.ROOT))
                : property.toString();
    }

    private static Device device(String code) {
        return Arrays.stream(Device.values())
                .filter(device -> device.code().equalsIgnoreCase(code.strip()))
                .findFirst()
                .orElseThrow(() -> Checks.invalid(DEVICE + " is '" + code + "'; use one of "
                        + Arrays.stream(Device.values()).map(Device::code).collect(Collectors.joining(", "))));
    }

    private static int number(String gpus) {
        try {
            return Integer.parseInt(gpus.strip());
        } catch (NumberFormatException noNumber) {
            throw Checks.invalid(GPUS + " is '" + gpus + "'; it must be a number of at least 1");
        }
    }
}
