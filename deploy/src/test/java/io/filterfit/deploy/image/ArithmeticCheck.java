package io.filterfit.deploy.image;

/** Goes into the image for a test: loads the native libraries and says what computes. */
final class ArithmeticCheck {

    private ArithmeticCheck() {}

    /** By reflection, for the service's classes are in the image and not here. */
    public static void main(String[] arguments) throws Exception {
        Object runtime = Class.forName("io.filterfit.nd4j.NativeRuntime")
                .getMethod("start")
                .invoke(null);
        System.out.println(runtime.getClass().getMethod("summary").invoke(runtime));
    }
}
