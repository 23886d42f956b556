package io.filterfit.model.onnx;

import io.filterfit.model.Binary16;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.stream.IntStream;
import onnx.Onnx.TensorProto;

/** Decodes tensors. What one says of its size has to be what it holds before anything is allocated. */
final class TensorReader {

    private static final int LONGEST_NAME = 80;

    private final Budget budget;
    private final ExternalData external;

    TensorReader(Budget budget, ExternalData external) {
        this.budget = budget;
        this.external = external;
    }

    Tensor read(TensorProto tensor) {
        long[] shape = tensor.getDimsList().stream().mapToLong(size -> size).toArray();
        if (tensor.hasSegment()) {
            throw OnnxException.unsupported(named(tensor) + " is stored in segments; save the model again");
        }
        int length = Math.toIntExact(Shapes.elements(shape));
        TensorProto.DataType type = TensorProto.DataType.forNumber(tensor.getDataType());
        if (type == null) {
            throw unknownType(tensor, String.valueOf(tensor.getDataType()));
        }
        return switch (type) {
            case FLOAT -> reals(tensor, shape, length, Float.BYTES, tensor.getFloatDataCount());
            case DOUBLE -> reals(tensor, shape, length, Double.BYTES, tensor.getDoubleDataCount());
            case FLOAT16, BFLOAT16 -> reals(tensor, shape, length, Short.BYTES, tensor.getInt32DataCount());
            case INT64 -> wholes(tensor, shape, length, Long.BYTES, tensor.getInt64DataCount());
            case INT32 -> wholes(tensor, shape, length, Integer.BYTES, tensor.getInt32DataCount());
            case INT16, UINT16 -> wholes(tensor, shape, length, Short.BYTES, tensor.getInt32DataCount());
            case INT8, UINT8, BOOL -> wholes(tensor, shape, length, Byte.BYTES, tensor.getInt32DataCount());
            case UINT32, UINT64 ->
                wholes(
                        tensor,
                        shape,
                        length,
                        type == TensorProto.DataType.UINT32 ? Integer.BYTES : Long.BYTES,
                        tensor.getUint64DataCount());
            default -> throw unknownType(tensor, type.name());
        };
    }

    private Tensor reals(TensorProto tensor, long[] shape, int length, int width, int listed) {
        ByteBuffer bytes = bytes(tensor, length, width, listed);
        budget.take((long) length * Float.BYTES);
        float[] values = new float[length];
        if (bytes != null && width == Float.BYTES) {
            bytes.asFloatBuffer().get(values);
        } else {
            for (int i = 0; i < length; i++) {
                values[i] = bytes == null ? listedReal(tensor, i) : realFrom(bytes, i, tensor.getDataType());
            }
        }
        return Tensor.of(shape, values);
    }

    private Tensor wholes(TensorProto tensor, long[] shape, int length, int width, int listed) {
        ByteBuffer bytes = bytes(tensor, length, width, listed);
        budget.take((long) length * Long.BYTES);
        long[] values = new long[length];
        for (int i = 0; i < length; i++) {
            values[i] = bytes == null ? listedWhole(tensor, i) : wholeFrom(bytes, i, tensor.getDataType());
        }
        return Tensor.of(shape, values);
    }

    /** The bytes of a tensor; null if its values are listed one by one. Either way they are as many as its shape says. */
    private ByteBuffer bytes(TensorProto tensor, int length, int width, int listed) {
        long wanted = (long) length * width;
        if (tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL) {
            return external.read(named(tensor), tensor.getExternalDataList(), wanted)
                    .order(ByteOrder.LITTLE_ENDIAN);
        }
        boolean raw = !tensor.getRawData().isEmpty();
        long held = raw ? tensor.getRawData().size() : (long) listed * width;
        if (held != wanted) {
            throw OnnxException.damaged(named(tensor) + " is of shape " + Shapes.text(shape(tensor)) + ", which is "
                    + wanted + " bytes, but holds " + held + "; save the model again");
        }
        return raw ? tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN) : null;
    }

    private static long[] shape(TensorProto tensor) {
        return IntStream.range(0, tensor.getDimsCount())
                .mapToLong(tensor::getDims)
                .toArray();
    }

    private static float listedReal(TensorProto tensor, int index) {
        return switch (tensor.getDataType()) {
            case TensorProto.DataType.DOUBLE_VALUE -> (float) tensor.getDoubleData(index);
            case TensorProto.DataType.FLOAT16_VALUE -> Binary16.toFloat((short) tensor.getInt32Data(index));
            case TensorProto.DataType.BFLOAT16_VALUE -> brain((short) tensor.getInt32Data(index));
            default -> tensor.getFloatData(index);
        };
    }

    private static float realFrom(ByteBuffer bytes, int index, int type) {
        return switch (type) {
            case TensorProto.DataType.DOUBLE_VALUE -> (float) bytes.getDouble(index * Double.BYTES);
            case TensorProto.DataType.FLOAT16_VALUE -> Binary16.toFloat(bytes.getShort(index * Short.BYTES));
            case TensorProto.DataType.BFLOAT16_VALUE -> brain(bytes.getShort(index * Short.BYTES));
            default -> bytes.getFloat(index * Float.BYTES);
        };
    }

    private static long listedWhole(TensorProto tensor, int index) {
        return switch (tensor.getDataType()) {
            case TensorProto.DataType.INT64_VALUE -> tensor.getInt64Data(index);
            case TensorProto.DataType.UINT32_VALUE, TensorProto.DataType.UINT64_VALUE -> tensor.getUint64Data(index);
            default -> tensor.getInt32Data(index);
        };
    }

    private static long wholeFrom(ByteBuffer bytes, int index, int type) {
        return switch (type) {
            case TensorProto.DataType.INT64_VALUE, TensorProto.DataType.UINT64_VALUE ->
                bytes.getLong(index * Long.BYTES);
            case TensorProto.DataType.INT32_VALUE -> bytes.getInt(index * Integer.BYTES);
            case TensorProto.DataType.UINT32_VALUE -> Integer.toUnsignedLong(bytes.getInt(index * Integer.BYTES));
            case TensorProto.DataType.INT16_VALUE -> bytes.getShort(index * Short.BYTES);
            case TensorProto.DataType.UINT16_VALUE -> Short.toUnsignedLong(bytes.getShort(index * Short.BYTES));
            case TensorProto.DataType.INT8_VALUE -> bytes.get(index);
            default -> Byte.toUnsignedLong(bytes.get(index));
        };
    }

    /** bfloat16: the upper half of a float32. */
    private static float brain(short bits) {
        return Float.intBitsToFloat(bits << 16);
    }

    private static OnnxException unknownType(TensorProto tensor, String type) {
        return OnnxException.unsupported(named(tensor) + " is of type " + type + "; export the model in float32");
    }

    private static String named(TensorProto tensor) {
        String name = tensor.getName();
        return "its tensor '" + (name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME) + "...") + "'";
    }
}
