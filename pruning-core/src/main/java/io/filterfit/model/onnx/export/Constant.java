package io.filterfit.model.onnx.export;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import onnx.Onnx.TensorProto;
import org.nd4j.shade.protobuf.ByteString;

/** A constant tensor, in row-major order. */
sealed interface Constant {

    /** The size of its values in the file. */
    long bytes();

    TensorProto toTensor(String name);

    /** Numbers of type float32. A scalar has an empty shape. */
    record Floats(float[] values, long... shape) implements Constant {

        @Override
        public long bytes() {
            return (long) Float.BYTES * values.length;
        }

        @Override
        public TensorProto toTensor(String name) {
            ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(bytes())).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asFloatBuffer().put(values);
            return Constant.tensor(name, TensorProto.DataType.FLOAT, bytes, shape);
        }
    }

    /** A vector of type int64. */
    record Longs(long... values) implements Constant {

        @Override
        public long bytes() {
            return (long) Long.BYTES * values.length;
        }

        @Override
        public TensorProto toTensor(String name) {
            ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(bytes())).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asLongBuffer().put(values);
            return Constant.tensor(name, TensorProto.DataType.INT64, bytes, values.length);
        }
    }

    private static TensorProto tensor(String name, TensorProto.DataType type, ByteBuffer bytes, long... shape) {
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName(name)
                .setDataType(type.getNumber())
                .setRawData(ByteString.copyFrom(bytes));
        for (long size : shape) {
            tensor.addDims(size);
        }
        return tensor.build();
    }
}
