package io.filterfit.benchmarks.criteria;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Value;

/** Draws charts with ECharts, as the reports do, in a JavaScript engine of this JVM: no browser, no fonts, the same file everywhere. */
public final class Plots implements AutoCloseable {

    private final Context context;
    private final Value render;

    public Plots() {
        context = Context.newBuilder("js")
                .option("engine.WarnInterpreterOnly", "false")
                .build();
        context.eval("js", resource("before-echarts.js"));
        context.eval("js", resource("echarts/echarts.min.js"));
        render = context.eval("js", resource("render.js"));
    }

    /** @param option as ECharts documents it; series of type {@code custom} are drawn as error bars [x, low, high] */
    public String svg(Map<String, Object> option, int width, int height) {
        try {
            String json = new JsonMapper().writeValueAsString(option);
            return render.execute(json, width, height).asString() + "\n";
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static String resource(String name) {
        try (InputStream stream = Plots.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException(name + " is not on the class path");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
