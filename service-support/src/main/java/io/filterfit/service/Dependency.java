package io.filterfit.service;

/** Something that the service cannot work without. */
abstract class Dependency {

    private volatile Finding finding = new Finding(false, "not asked yet");

    /**
     * @param usable whether it answered as it should
     * @param detail for people
     */
    record Finding(boolean usable, String detail) {}

    abstract String name();

    /** Asks, within seconds. */
    abstract Finding ask() throws Exception;

    final Finding finding() {
        return finding;
    }

    final Finding look() {
        finding = safelyAsk();
        return finding;
    }

    private Finding safelyAsk() {
        try {
            return ask();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return finding;
        } catch (Exception e) {
            return new Finding(false, String.valueOf(e.getMessage()));
        }
    }
}
