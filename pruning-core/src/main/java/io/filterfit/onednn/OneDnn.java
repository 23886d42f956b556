package io.filterfit.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu;
import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu_isa_avx512_core;
import static org.bytedeco.dnnl.global.dnnl.dnnl_engine_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_get_effective_cpu_isa;
import static org.bytedeco.dnnl.global.dnnl.dnnl_stream_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_stream_default_flags;
import static org.bytedeco.dnnl.global.dnnl.dnnl_success;
import static org.bytedeco.dnnl.global.dnnl.dnnl_version;

import io.filterfit.nd4j.NativeRuntime;
import org.bytedeco.dnnl.dnnl_engine;
import org.bytedeco.dnnl.dnnl_stream;
import org.bytedeco.dnnl.dnnl_version_t;

/** The library and its CPU, of which a process has one each. */
final class OneDnn {

    private static final OneDnn INSTANCE = load();

    private final dnnl_engine engine;
    private final dnnl_stream stream;
    private final String version;

    private OneDnn(dnnl_engine engine, dnnl_stream stream, String version) {
        this.engine = engine;
        this.stream = stream;
        this.version = version;
    }

    /** Whether the library is there for this operating system and fast on this processor. */
    static boolean isAvailable() {
        return INSTANCE != null;
    }

    static dnnl_engine engine() {
        return INSTANCE.engine;
    }

    static dnnl_stream stream() {
        return INSTANCE.stream;
    }

    /** For instance {@code 3.13.0}. */
    static String version() {
        return INSTANCE.version;
    }

    /** In a register of the widest instruction set that the library uses here. */
    static int floatsPerVector() {
        int isa = dnnl_get_effective_cpu_isa();
        return (isa & dnnl_cpu_isa_avx512_core) == dnnl_cpu_isa_avx512_core ? 16 : 8;
    }

    /** @throws OneDnnException if the library did not do what it was asked to */
    static void check(int status, String what) {
        if (status != dnnl_success) {
            throw new OneDnnException(what, status);
        }
    }

    private static OneDnn load() {
        try {
            NativeRuntime.prepare();
            if (!NativeRuntime.hasVectorUnits()) {
                return null;
            }
            dnnl_engine engine = new dnnl_engine();
            check(dnnl_engine_create(engine, dnnl_cpu, 0), "engine");
            dnnl_stream stream = new dnnl_stream();
            check(dnnl_stream_create(stream, engine, dnnl_stream_default_flags), "stream");
            dnnl_version_t version = dnnl_version();
            return new OneDnn(engine, stream, version.major() + "." + version.minor() + "." + version.patch());
        } catch (LinkageError | OneDnnException notForThisMachine) {
            return null;
        }
    }
}
