#!/usr/bin/env bash
# Prints the path of a Python that has PyTorch: the one that FILTERFIT_BENCHMARK_PYTHON names, else the system's own, else one in
# benchmarks/target/pytorch, made with pip if it is not there yet. Fails where PyTorch is not to be had.
set -euo pipefail
home=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)
environment=$home/target/pytorch

has_pytorch() { "$1" -c 'import torch' 2>/dev/null; }

if [[ -n ${FILTERFIT_BENCHMARK_PYTHON:-} ]]; then
  has_pytorch "$FILTERFIT_BENCHMARK_PYTHON" || { echo "$FILTERFIT_BENCHMARK_PYTHON has no PyTorch" >&2; exit 1; }
  echo "$FILTERFIT_BENCHMARK_PYTHON"
  exit
fi
for python in python3 "$environment/bin/python"; do
  if has_pytorch "$python"; then
    echo "$python"
    exit
  fi
done

python3 -m venv "$environment" >&2 || { echo "python3 cannot make a virtual environment" >&2; exit 1; }
install() { timeout 900 "$environment/bin/pip" install --quiet --retries 1 "$@" numpy torch >&2; }
# PyTorch's own index has builds without the libraries for GPUs.
install --index-url https://download.pytorch.org/whl/cpu || install || { echo "pip cannot install PyTorch" >&2; exit 1; }
echo "$environment/bin/python"
