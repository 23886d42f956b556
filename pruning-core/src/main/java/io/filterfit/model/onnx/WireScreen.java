package io.filterfit.model.onnx;

import java.io.IOException;
import onnx.Onnx;
import org.nd4j.shade.protobuf.CodedInputStream;
import org.nd4j.shade.protobuf.Descriptors.Descriptor;
import org.nd4j.shade.protobuf.Descriptors.FieldDescriptor;
import org.nd4j.shade.protobuf.Descriptors.FieldDescriptor.JavaType;
import org.nd4j.shade.protobuf.WireFormat;

/**
 * Looks a protobuf message over before it is parsed. Two bytes can make the parser allocate an object of a hundred, so what parsing would
 * cost is estimated from the bytes alone.
 */
final class WireScreen {

    private static final int BYTES_PER_VALUE = 48;
    private static final int BYTES_PER_MESSAGE = 144;
    private static final int BYTES_PER_PACKED_BYTE = 8;
    private static final int MAXIMUM_NESTING = 64;
    private static final Descriptor NODE = Onnx.NodeProto.getDescriptor();

    private final Budget budget;
    private final int maximumNodes;
    private int nodes;

    WireScreen(Budget budget, int maximumNodes) {
        this.budget = budget;
        this.maximumNodes = maximumNodes;
    }

    /**
     * @throws IOException if this is no protobuf message
     * @throws OnnxException if it is one that would cost too much
     */
    void check(byte[] model) throws IOException {
        CodedInputStream input = CodedInputStream.newInstance(model);
        input.setSizeLimit(Integer.MAX_VALUE);
        walk(input, Onnx.ModelProto.getDescriptor(), 0);
    }

    private void walk(CodedInputStream input, Descriptor type, int nesting) throws IOException {
        if (nesting > MAXIMUM_NESTING) {
            throw OnnxException.damaged("it is nested more than " + MAXIMUM_NESTING + " deep");
        }
        for (int tag = input.readTag(); tag != 0; tag = input.readTag()) {
            FieldDescriptor field = type.findFieldByNumber(WireFormat.getTagFieldNumber(tag));
            int wireType = WireFormat.getTagWireType(tag);
            if (wireType == WireFormat.WIRETYPE_START_GROUP || wireType == WireFormat.WIRETYPE_END_GROUP) {
                throw new IOException("a group, which ONNX does not have");
            }
            if (wireType != WireFormat.WIRETYPE_LENGTH_DELIMITED) {
                budget.take(BYTES_PER_VALUE);
                input.skipField(tag);
                continue;
            }
            int length = input.readRawVarint32();
            if (length < 0) {
                throw new IOException("a field of negative length");
            }
            if (field != null && field.getJavaType() == JavaType.MESSAGE) {
                budget.take(BYTES_PER_MESSAGE);
                count(field.getMessageType());
                int outer = input.pushLimit(length);
                walk(input, field.getMessageType(), nesting + 1);
                input.popLimit(outer);
            } else {
                budget.take(BYTES_PER_VALUE + (packed(field) ? (long) length * BYTES_PER_PACKED_BYTE : length));
                input.skipRawBytes(length);
            }
        }
    }

    private void count(Descriptor message) {
        if (message == NODE && ++nodes > maximumNodes) {
            throw OnnxException.damaged("it has more than the " + maximumNodes + " nodes that a graph may have");
        }
    }

    /** Whether a field is a list of numbers that may be a byte each. */
    private static boolean packed(FieldDescriptor field) {
        return field != null && (field.getJavaType() == JavaType.LONG || field.getJavaType() == JavaType.INT);
    }
}
