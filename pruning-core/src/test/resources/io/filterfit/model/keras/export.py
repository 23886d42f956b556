"""Writes the networks that the tests of the Keras reader read, and what Keras computes with them.

Made with Python 3.11, keras 3.15.1 on torch 2.13.0, and h5py 3.16.0:

    KERAS_BACKEND=torch python export.py

Each network, with random weights, comes as Keras 3's .keras and as legacy HDF5 (.h5); keras2-*.h5 are laid out as Keras 2.12 lays them
out: its configuration, and the names of its weights. All are compressed with gzip. expected.json holds the outputs for the images
that images() makes.
"""

import gzip
import json
import pathlib
import tempfile

import h5py
import keras
import numpy as np
from keras import layers as L

HERE = pathlib.Path(__file__).parent
SIDE = 12


def images(shape, count=2):
    """[count, *shape] of float32 between -1 and 1; KerasReaderTest makes the same."""
    index = np.arange(count * np.prod(shape), dtype=np.float64)
    return np.sin(index * 0.7).astype(np.float32).reshape(count, *shape)


def randomise(model, seed=1):
    """Weights as training leaves them: batch norms that do something, biases that are not zero."""
    random = np.random.default_rng(seed)
    for weight in model.weights:
        shape = tuple(weight.shape)
        leaf = weight.path.split("/")[-1]
        if leaf == "count":
            continue
        if leaf in ("gamma", "moving_variance", "variance"):
            value = random.uniform(0.5, 1.5, shape)
        elif "kernel" in leaf:
            value = random.normal(0, np.sqrt(2 / max(1, np.prod(shape[:-1]))), shape)
        else:
            value = random.uniform(-0.3, 0.3, shape)
        weight.assign(value.astype(np.float32))
    return model


def vgg():
    return keras.Sequential(
        [
            keras.Input((SIDE, SIDE, 3)),
            L.Rescaling(0.5, offset=[0.1, -0.1, 0.2], name="rescaling"),
            L.Conv2D(6, 3, padding="same", activation="relu", name="conv1"),
            L.Conv2D(6, 3, padding="same", name="conv2"),
            L.BatchNormalization(name="bn2"),
            L.Activation("relu", name="relu2"),
            L.MaxPooling2D(name="pool"),
            L.Conv2D(4, 3, name="conv3"),
            L.Flatten(name="flatten"),
            L.Dense(8, activation="relu", name="dense1"),
            L.Dropout(0.5, name="dropout"),
            L.Dense(5, activation="softmax", name="dense2"),
        ],
        name="vgg",
    )


def resnet():
    image = keras.Input((SIDE, SIDE, 3), name="image")
    x = L.ZeroPadding2D(1, name="pad")(image)
    x = L.Conv2D(6, 3, use_bias=False, name="stem")(x)
    x = L.BatchNormalization(epsilon=1.001e-5, momentum=0.9, name="stem_bn")(x)
    x = L.ReLU(name="stem_relu")(x)
    y = L.Conv2D(8, 3, strides=2, padding="same", use_bias=False, name="block_conv1")(x)
    y = L.BatchNormalization(name="block_bn1")(y)
    y = L.Activation("relu", name="block_relu1")(y)
    y = L.Conv2D(8, 3, padding="same", use_bias=False, name="block_conv2")(y)
    y = L.BatchNormalization(scale=False, name="block_bn2")(y)
    x = L.Conv2D(8, 1, strides=2, name="block_shortcut")(x)
    x = L.Add(name="block_add")([x, y])
    x = L.ReLU(name="block_relu2")(x)
    x = L.MaxPooling2D(3, strides=2, padding="same", name="pool")(x)
    x = L.GlobalAveragePooling2D(name="gap")(x)
    return keras.Model(image, L.Dense(5, name="logits")(x), name="resnet")


def mobile():
    image = keras.Input((SIDE, SIDE, 3), name="image")
    x = L.Normalization(name="normalization")(image)
    x = L.Conv2D(8, 3, strides=2, padding="same", use_bias=False, activation="hard_swish", name="stem")(x)
    x = L.DepthwiseConv2D(3, padding="same", use_bias=False, name="depthwise")(x)
    x = L.BatchNormalization(name="depthwise_bn")(x)
    x = L.ReLU(6.0, name="depthwise_relu6")(x)
    s = L.GlobalAveragePooling2D(keepdims=True, name="squeeze")(x)
    s = L.Conv2D(4, 1, activation="swish", name="excite1")(s)
    s = L.Conv2D(8, 1, activation="sigmoid", name="excite2")(s)
    x = L.Multiply(name="scale")([x, s])
    x = L.SeparableConv2D(10, 3, padding="same", depth_multiplier=2, name="separable")(x)
    x = L.LeakyReLU(negative_slope=0.2, name="leaky")(x)
    s = L.GlobalAveragePooling2D(name="squeeze_b")(x)
    s = L.Reshape((1, 1, 10), name="reshape_b")(s)
    s = L.Dense(3, activation="relu", name="excite1_b")(s)
    s = L.Dense(10, activation="hard_sigmoid", name="excite2_b")(s)
    x = L.Multiply(name="scale_b")([s, x])
    x = L.ZeroPadding2D(((0, 1), (1, 0)), name="pad")(x)
    x = L.Conv2D(6, 3, strides=2, padding="valid", name="last")(x)
    x = L.PReLU(shared_axes=[1, 2], name="prelu")(x)
    x = L.GlobalMaxPooling2D(name="pool")(x)
    return keras.Model(image, L.Activation("softmax", name="softmax")(L.Dense(5, name="dense")(x)), name="mobile")


def inception():
    inner_input = keras.Input((6, 6, 8), name="inner_input")
    inner = L.Conv2D(8, 3, padding="same", groups=2, activation="relu", name="grouped")(inner_input)
    inner = L.BatchNormalization(name="inner_bn")(inner)
    inner = keras.Model(inner_input, L.Add(name="inner_add")([inner, inner_input]), name="inner")
    image = keras.Input((SIDE, SIDE, 3), name="image")
    x = L.Conv2D(8, 3, strides=2, padding="same", activation="elu", name="stem")(image)
    x = inner(x)
    a = L.Conv2D(4, 1, activation="relu", name="one")(x)
    b = L.Conv2D(4, (1, 3), padding="same", name="row")(x)
    b = L.Conv2D(4, (3, 1), padding="same", activation="tanh", name="column")(b)
    c = L.AveragePooling2D(3, strides=1, padding="same", name="average")(x)
    c = L.Conv2D(4, 1, name="projection")(c)
    x = L.Concatenate(name="concat")([a, b, c])
    d = L.Conv2D(12, 3, dilation_rate=2, padding="same", name="dilated")(x)
    x = L.Concatenate(name="dense_concat")([x, L.Maximum(name="maximum")([x, d]), L.Average(name="mean")([x, d])])
    x = L.AveragePooling2D(2, name="halve")(x)
    x = L.Flatten(name="flatten")(x)
    x = L.BatchNormalization(name="flat_bn")(x)
    return keras.Model(image, L.Dense(5, activation="softmax", name="dense")(x), name="inception")


def unet():
    image = keras.Input((SIDE, SIDE, 3), name="image")
    a = L.Conv2D(4, 3, padding="same", activation="relu", name="down1")(image)
    x = L.MaxPooling2D(name="pool1")(a)
    b = L.Conv2D(6, 3, padding="same", activation="relu", name="down2")(x)
    x = L.MaxPooling2D(name="pool2")(b)
    x = L.Conv2D(8, 3, padding="same", activation="relu", name="bottom")(x)
    x = L.Conv2DTranspose(6, 2, strides=2, name="up2")(x)
    x = L.Concatenate(name="skip2")([x, b])
    x = L.Conv2DTranspose(5, 4, strides=2, padding="same", name="up1")(x)
    x = L.UpSampling2D(2, name="upsampled")(x)
    x = L.Cropping2D(((5, 7), (6, 6)), name="cropped")(x)
    x = L.Concatenate(name="skip1")([x, a])
    return keras.Model(image, L.Conv2D(2, 1, activation="sigmoid", name="mask")(x), name="unet")


def first():
    """Images whose channels come first."""
    options = {"data_format": "channels_first"}
    image = keras.Input((3, SIDE, SIDE), name="image")
    x = L.ZeroPadding2D(((0, 1), (1, 0)), name="pad", **options)(image)
    x = L.Conv2D(6, 3, strides=2, padding="same", activation="relu", name="stem", **options)(x)
    x = L.BatchNormalization(axis=1, name="stem_bn")(x)
    y = L.DepthwiseConv2D(3, padding="same", name="depthwise", **options)(x)
    x = L.Concatenate(axis=1, name="concat")([x, L.PReLU(shared_axes=[2, 3], name="prelu")(y)])
    s = L.GlobalAveragePooling2D(keepdims=True, name="squeeze", **options)(x)
    s = L.Conv2D(12, 1, activation="sigmoid", name="excite", **options)(s)
    x = L.Multiply(name="scale")([x, s])
    x = L.MaxPooling2D(2, name="pool", **options)(x)
    a = L.Dense(4, name="dense_a")(L.Flatten(name="flatten_a", **options)(x))
    b = L.Dense(4, name="dense_b")(L.Flatten(name="flatten_b", data_format="channels_last")(x))
    return keras.Model(image, L.Dense(5, name="logits")(L.Add(name="add")([a, b])), name="first")


def keras2_config(config):
    """A Keras 3 configuration as Keras 2.12 writes it."""

    def tensor(argument):
        history = argument["config"]["keras_history"]
        return [history[0], history[1], history[2], {}]

    def layer(entry, functional):
        inner = dict(entry["config"])
        if entry["class_name"] in ("Functional", "Sequential"):
            inner = keras2_config(inner)
        else:
            inner["dtype"] = "float32"
        if "batch_shape" in inner:
            inner["batch_input_shape"] = inner.pop("batch_shape")
            inner["sparse"] = False
            inner["ragged"] = False
        if entry["class_name"] == "LeakyReLU":
            inner["alpha"] = inner.pop("negative_slope")
        for key, value in list(inner.items()):
            if isinstance(value, dict) and "registered_name" in value:
                inner[key] = {"class_name": value["class_name"], "config": value["config"]}
        written = {"class_name": entry["class_name"], "config": inner}
        if functional:
            written["name"] = entry.get("name", inner["name"])
            written["inbound_nodes"] = []
            for node in entry["inbound_nodes"]:
                argument = node["args"][0]
                tensors = argument if isinstance(argument, list) else [argument]
                written["inbound_nodes"].append([tensor(one) for one in tensors])
        return written

    functional = "output_layers" in config
    result = {"name": config["name"], "layers": [layer(entry, functional) for entry in config["layers"]]}
    if functional:
        for key in ("input_layers", "output_layers"):
            value = config[key]
            result[key] = [value] if isinstance(value[0], str) else value
    return result


def save_as_keras2(model, path):
    kind = type(model).__name__
    config = {"class_name": kind, "config": keras2_config(model.get_config())}
    with h5py.File(path, "w") as file:
        file.attrs["keras_version"] = "2.12.0"
        file.attrs["backend"] = "tensorflow"
        file.attrs["model_config"] = json.dumps(config)
        weights = file.create_group("model_weights")
        weights.attrs["keras_version"] = b"2.12.0"
        weights.attrs["backend"] = b"tensorflow"
        weights.attrs["layer_names"] = [layer.name.encode() for layer in model.layers]
        for layer in model.layers:
            group = weights.create_group(layer.name)
            names = []
            for weight in layer.trainable_weights + layer.non_trainable_weights:
                name = "/".join(weight.path.split("/")[-2:]) + ":0"
                names.append(name.encode())
                group.create_dataset(name, data=weight.numpy())
            group.attrs["weight_names"] = names


def outputs(model):
    batch = images((SIDE, SIDE, 3))
    if model.input_shape[1] == 3:
        batch = batch.transpose(0, 3, 1, 2)
    values = model(batch, training=False).detach().numpy()
    return {"shape": list(values.shape), "values": [float(f"{value:.7g}") for value in values.ravel()]}


def main():
    expected = {}
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)
        for build in (vgg, resnet, mobile, inception, unet, first):
            model = randomise(build())
            if build is mobile:
                model.get_layer("normalization").finalize_state()
            name = build.__name__
            model.save(folder / f"{name}.keras")
            model.save(folder / f"{name}.h5")
            save_as_keras2(model, folder / f"keras2-{name}.h5")
            expected[name] = outputs(model)
            if build is mobile:
                # The same name is another function in Keras 2.
                model.get_layer("excite2_b").activation = lambda x: keras.ops.clip(0.2 * x + 0.5, 0, 1)
                expected["keras2-mobile"] = outputs(model)
        randomise(resnet()).save_weights(folder / "only.weights.h5")
        for file in sorted(folder.iterdir()):
            (HERE / f"{file.name}.gz").write_bytes(gzip.compress(file.read_bytes(), mtime=0))
    (HERE / "expected.json").write_text(json.dumps(expected) + "\n")


if __name__ == "__main__":
    main()
