#!/bin/bash
# usage: [PYTHON=...] [AUTOGROUP=0] training/background.sh LOG ARGUMENTS...   (from the project's root)
# Starts `python -m training ARGUMENTS` in a session of its own, all output to LOG, and prints its process id; SIGTERM
# to that id stops it with the state written.
#
# All cores, waiting actively: two threads meet some thousand times a step, and waking one takes longer than a turn.
# Threads that wait for each other crawl when another process takes one core away, and nice counts only among the
# processes of one session: AUTOGROUP sets the session's (-20: before all other work; 19, the default: behind it).
# oneDNN keeps what it prepared for each shape of a batch.
log=$1
shift
unset OMP_NUM_THREADS # nproc would believe it
cores=$(nproc)
export OMP_NUM_THREADS=$cores GOMP_CPU_AFFINITY="0-$((cores - 1))" OMP_WAIT_POLICY=ACTIVE GOMP_SPINCOUNT=100000000000
export ONEDNN_PRIMITIVE_CACHE_CAPACITY=20000
setsid nohup bash -c 'echo "$0" 2>/dev/null >/proc/self/autogroup; exec "$@"' \
    "${AUTOGROUP:-19}" "${PYTHON:-python}" -m training "$@" >>"$log" 2>&1 </dev/null &
echo $!
