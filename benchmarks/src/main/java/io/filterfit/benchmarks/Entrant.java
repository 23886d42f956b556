package io.filterfit.benchmarks;

/** Those that are compared, in the order of the tables. */
enum Entrant {
    STOCK("Deeplearning4j, stock", Arithmetic.FLOAT32, false),
    FILTERFIT("FilterFit", Arithmetic.FLOAT32, false),
    PYTORCH("PyTorch, NCHW", Arithmetic.FLOAT32, true),
    PYTORCH_CHANNELS_LAST("PyTorch, channels_last", Arithmetic.FLOAT32, true),
    FILTERFIT_BFLOAT16("FilterFit", Arithmetic.BFLOAT16, false),
    PYTORCH_BFLOAT16("PyTorch, channels_last, autocast", Arithmetic.BFLOAT16, true);

    /** Of what is computed between layers; weights are float32 in both. */
    enum Arithmetic {
        FLOAT32,
        BFLOAT16
    }

    private final String label;
    private final Arithmetic arithmetic;
    private final boolean peer;

    Entrant(String label, Arithmetic arithmetic, boolean peer) {
        this.label = label;
        this.arithmetic = arithmetic;
        this.peer = peer;
    }

    /** In tables. */
    String label() {
        return label;
    }

    Arithmetic arithmetic() {
        return arithmetic;
    }

    /** Whether it is PyTorch. */
    boolean isPeer() {
        return peer;
    }
}
