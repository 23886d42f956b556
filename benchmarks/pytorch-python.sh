#!/usr/bin/env bash
# Prints the path of a Python that has PyTorch, and the other packages that are named: the one that FILTERFIT_BENCHMARK_PYTHON names, else
# the system's own, else one in benchmarks/target/pytorch, made with pip if it is not there yet. Fails where they are not to be had.
# Usage: benchmarks/pytorch-python.sh [torch-pruning]
set -euo pipefail
home=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)
environment=$home/target/pytorch
imports="import torch"
packages=(numpy torch)
if [[ ${1:-} == torch-pruning ]]; then
  imports+=", torchvision, torch_pruning"
  packages+=(torchvision torch-pruning==1.6.1)
fi

has_them() { "$1" -c "$imports" 2>/dev/null; }

if [[ -n ${FILTERFIT_BENCHMARK_PYTHON:-} ]]; then
  has_them "$FILTERFIT_BENCHMARK_PYTHON" || { echo "$FILTERFIT_BENCHMARK_PYTHON lacks one of: ${packages[*]}" >&2; exit 1; }
  echo "$FILTERFIT_BENCHMARK_PYTHON"
  exit
fi
for python in python3 "$environment/bin/python"; do
  if has_them "$python"; then
    echo "$python"
    exit
  fi
done

python3 -m venv "$environment" >&2 || { echo "python3 cannot make a virtual environment" >&2; exit 1; }
install() { timeout 900 "$environment/bin/pip" install --quiet --retries 1 "$@" "${packages[@]}" >&2; }
# PyTorch's own index has builds without the libraries for GPUs.
install --extra-index-url https://download.pytorch.org/whl/cpu || install || { echo "pip cannot install ${packages[*]}" >&2; exit 1; }
echo "$environment/bin/python"
