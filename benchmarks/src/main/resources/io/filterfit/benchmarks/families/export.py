#!/usr/bin/env python3
"""Writes the structure of convolutional network families as ONNX files without weights.

The networks are torchvision's (and a U-Net), with the families' blocks and connections and fewer channels, for images of
64 x 64 (Inception: 80 x 80). They are exported as a user would export them, half of them by PyTorch's present exporter and half by the one before it, in
opsets 11 to 20. What trained networks would hold as weights is left out: a floating-point initializer keeps its name, type and shape only,
and whoever reads the file fills it with numbers of his own. That keeps each file below 200 kB.

Usage, in an environment with torch 2.13, torchvision 0.28, onnx 1.23 and onnxscript 0.7:  python export.py DIRECTORY
"""

import sys
import warnings
from functools import partial
from pathlib import Path

import onnx
import torch
from torch import nn

from torchvision.models import densenet, efficientnet, inception, mobilenetv2, mobilenetv3, regnet, resnet
from torchvision.models import shufflenetv2, squeezenet, vgg
from torchvision.models.googlenet import BasicConv2d, GoogLeNet, Inception

CLASSES = 10


def thinner(block, divisor):
    """A convolution block of GoogLeNet or Inception with fewer channels."""

    def build(inputs, outputs, **options):
        return block(inputs if inputs == 3 else inputs // divisor, outputs // divisor, **options)

    return build


class ThinResNet(resnet.ResNet):
    """A ResNet whose stages have a quarter of the planes."""

    def _make_layer(self, block, planes, blocks, stride=1, dilate=False):
        self.inplanes = 16 if planes == 64 else self.inplanes
        return super()._make_layer(block, planes // 4, blocks, stride, dilate)

    def __init__(self, block, layers, **options):
        super().__init__(block, layers, num_classes=CLASSES, **options)
        self.conv1 = nn.Conv2d(3, 16, 7, 2, 3, bias=False)
        self.bn1 = nn.BatchNorm2d(16)
        self.fc = nn.Linear(512 // 4 * block.expansion, CLASSES)


class Vgg16(nn.Module):
    """VGG-16 with batch normalisation: 13 convolutions, three dense layers."""

    def __init__(self):
        super().__init__()
        layout = [c if c == "M" else c // 4 for c in vgg.cfgs["D"]]
        self.features = vgg.make_layers(layout, batch_norm=True)
        self.classifier = nn.Sequential(
            nn.Linear(128 * 2 * 2, 256), nn.ReLU(True), nn.Dropout(),
            nn.Linear(256, 256), nn.ReLU(True), nn.Dropout(), nn.Linear(256, CLASSES))

    def forward(self, x):
        return self.classifier(torch.flatten(self.features(x), 1))


class UNet(nn.Module):
    """A U-Net (Ronneberger et al., 2015) of three levels: one way up by transposed convolution, one by nearest neighbours."""

    def __init__(self, width=8):
        super().__init__()
        self.down1 = self.double(3, width)
        self.down2 = self.double(width, 2 * width)
        self.bottom = self.double(2 * width, 4 * width)
        self.up2 = nn.ConvTranspose2d(4 * width, 2 * width, 2, 2)
        self.join2 = self.double(4 * width, 2 * width)
        self.up1 = nn.Upsample(scale_factor=2, mode="nearest")
        self.join1 = self.double(3 * width, width)
        self.head = nn.Conv2d(width, 4, 1)

    @staticmethod
    def double(inputs, outputs):
        return nn.Sequential(
            nn.Conv2d(inputs, outputs, 3, padding=1, bias=False), nn.BatchNorm2d(outputs), nn.ReLU(True),
            nn.Conv2d(outputs, outputs, 3, padding=1, bias=False), nn.BatchNorm2d(outputs), nn.ReLU(True))

    def forward(self, x):
        one = self.down1(x)
        two = self.down2(nn.functional.max_pool2d(one, 2))
        low = self.bottom(nn.functional.max_pool2d(two, 2))
        two = self.join2(torch.cat([two, self.up2(low)], 1))
        one = self.join1(torch.cat([one, self.up1(two)], 1))
        return self.head(one)


def google():
    blocks = [thinner(BasicConv2d, 4), thin_inception, None]
    network = GoogLeNet(CLASSES, aux_logits=False, init_weights=False, blocks=blocks)
    network.fc = nn.Linear(256, CLASSES)
    return network


def thin_inception(*channels):
    return Inception(*channels, conv_block=thinner(BasicConv2d, 4))


def inception_v3():
    conv = thinner(inception.BasicConv2d, 4)
    kinds = (inception.InceptionA, inception.InceptionB, inception.InceptionC, inception.InceptionD, inception.InceptionE)
    blocks = [conv] + [partial(kind, conv_block=conv) for kind in kinds] + [None]
    network = inception.Inception3(CLASSES, aux_logits=False, init_weights=False, inception_blocks=blocks)
    network.fc = nn.Linear(512, CLASSES)
    return network


def mobilenet_v3(kind):
    settings, last = mobilenetv3._mobilenet_v3_conf(kind, width_mult=0.5)
    return mobilenetv3.MobileNetV3(settings, last, num_classes=CLASSES)


def efficientnet_b0():
    settings, last = efficientnet._efficientnet_conf("efficientnet_b0", width_mult=0.5, depth_mult=1.0)
    return efficientnet.EfficientNet(settings, 0.2, num_classes=CLASSES, last_channel=last or 640)


def regnet_y():
    parameters = regnet.BlockParams.from_init_params(
        depth=16, w_0=16, w_a=9, w_m=2.1, group_width=8, se_ratio=0.25)
    return regnet.RegNet(parameters, num_classes=CLASSES)


FAMILIES = {
    "resnet18": (lambda: ThinResNet(resnet.BasicBlock, [2, 2, 2, 2]), 18),
    "resnet50": (lambda: ThinResNet(resnet.Bottleneck, [3, 4, 6, 3]), 13),
    "resnet50-wide": (lambda: resnet.resnet50(), 13),
    "vgg16-bn": (Vgg16, 11),
    "densenet121": (lambda: densenet.DenseNet(8, (6, 12, 24, 16), 16, num_classes=CLASSES), 20),
    "googlenet": (google, 17),
    "inception-v3": (inception_v3, 18),
    "mobilenet-v2": (lambda: mobilenetv2.MobileNetV2(CLASSES, width_mult=0.25), 18),
    "mobilenet-v3-small": (lambda: mobilenet_v3("mobilenet_v3_small"), 17),
    "mobilenet-v3-large": (lambda: mobilenet_v3("mobilenet_v3_large"), 18),
    "shufflenet-v2": (lambda: shufflenetv2.ShuffleNetV2([4, 8, 4], [24, 48, 96, 192, 256], CLASSES), 17),
    "squeezenet": (lambda: squeezenet.SqueezeNet("1_1", CLASSES), 12),
    "efficientnet-b0": (efficientnet_b0, 20),
    "regnet-y": (regnet_y, 18),
    "resnext50": (lambda: ThinResNet(resnet.Bottleneck, [3, 4, 6, 3], groups=8, width_per_group=32), 14),
    "unet": (UNet, 18),
}


WITH_PARAMETERS = {"Conv", "ConvTranspose", "BatchNormalization", "Gemm", "MatMul"}

# What the older exporter leaves as it is; the others come as they mostly do, with batch norms inside the convolutions before them.
KEEP_NORMS = {"vgg16-bn", "resnet50", "resnet50-wide", "shufflenet-v2", "mobilenet-v3-small", "resnext50"}


def trained(network):
    """No two of the network's parameters are equal, as after training; equal ones would be exported as one."""
    for parameter in list(network.parameters()) + [b for b in network.buffers() if b.is_floating_point()]:
        nn.init.uniform_(parameter, 0.5, 1.5)
    return network.eval()


def strip(model):
    """Takes the numbers out of what a training would have set."""
    learnt = {name for node in model.graph.node if node.op_type in WITH_PARAMETERS for name in node.input}
    for tensor in model.graph.initializer:
        if tensor.name in learnt:
            tensor.ClearField("raw_data")
            tensor.ClearField("float_data")
    model.graph.ClearField("value_info")
    for node in model.graph.node:
        node.ClearField("doc_string")
        node.ClearField("metadata_props")
    model.ClearField("metadata_props")
    model.graph.ClearField("metadata_props")
    return model


def export(name, build, opset, directory):
    torch.manual_seed(1)
    network = trained(build())
    path = directory / f"{name}.onnx"
    size = 80 if name == "inception-v3" else 64  # which has nothing left of 64 pixels at its end
    image = torch.randn(2, 3, size, size)
    if opset >= 18:
        batch = torch.export.Dim("batch", min=1, max=4096)
        torch.onnx.export(network, (image,), path, opset_version=opset, dynamo=True, external_data=False, verbose=False,
                          input_names=["input"], output_names=["output"], dynamic_shapes=({0: batch},))
    else:
        torch.onnx.export(network, (image,), path, opset_version=opset, dynamo=False,
                          input_names=["input"], output_names=["output"],
                          dynamic_axes={"input": {0: "batch"}, "output": {0: "batch"}},
                          training=torch.onnx.TrainingMode.PRESERVE if name in KEEP_NORMS else torch.onnx.TrainingMode.EVAL)
    model = onnx.load(path)
    parameters = sum(p.numel() for p in network.parameters())
    operators = sorted({node.op_type for node in model.graph.node})
    onnx.save(strip(model), path)
    print(f"{name}: {parameters:,} parameters, {path.stat().st_size:,} bytes, opset {opset}: {' '.join(operators)}", flush=True)


if __name__ == "__main__":
    warnings.filterwarnings("ignore")
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    for name, (build, opset) in FAMILIES.items():
        if len(sys.argv) < 3 or name in sys.argv[2:]:
            export(name, build, opset, target)
