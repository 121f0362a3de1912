# What the tests of the tools have in common. Each test starts in an empty folder of its own.
bats_require_minimum_version 1.5.0

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
DATA=$ROOT/testdata
BIN=${VMI_BIN:-$ROOT/build/bin}
# Real data that is not part of the project; tests skip where it is absent.
SHARED=${VMI_SHARED:-$ROOT/../shared}

# The tools that read and write streams, and what makes each of them read something small.
FILTERS=(vmi-ingest vmi-threshold vmi-plan vmi-order vmi-track vmi-kpi)
TOOLS=(vmi "${FILTERS[@]}" vmi-agree)

setup() {
    export PATH=$BIN:$PATH LC_ALL=C TZ=UTC TERM=dumb
    unset NO_COLOR VMI_SEAL COLUMNS
    cd "$BATS_TEST_TMPDIR" || return 1
    inputs
}

# Small inputs, one for each kind of stream.
inputs() {
    printf 'location,sku,on_hand,on_order\nS1,007,3,0\n' > stock.csv
    cat > activity.csv <<'CSV'
date,location,sku,measure,quantity,unit,lot,expires,ref,until
2026-01-01,S1,007,sold,2,,,,,
2026-01-02,S1,007,sold,4,,,,,
2026-01-03,S1,007,sold,3,,,,,
2026-01-03,S1,007,on_hand,5,,,,,
2026-01-03,S1,008,on_hand,50,,,,,
CSV
    cat > positions.csv <<'CSV'
location,sku,position,min,max
S1,007,3,10,24
S1,008,30,10,24
CSV
    cat > ledger.csv <<'CSV'
date,location,sku,measure,quantity,unit,lot,expires,ref,until
2026-01-01,S1,007,ordered,21,,,,A1,2026-01-04
2026-01-03,S1,007,received,12,,,,A1,
CSV
    cat > proposals.csv <<'CSV'
location,sku,quantity,order_date,due_date,approval
S1,007,21,2026-01-03,2026-01-06,auto
S1,008,12,2026-01-03,2026-01-06,review
CSV
}

# The input of a filter, by its name.
input_of() {
    case $1 in
    vmi-ingest) echo stock.csv ;;
    vmi-plan) echo positions.csv ;;
    vmi-order) echo proposals.csv ;;
    vmi-track) echo ledger.csv ;;
    *) echo activity.csv ;;
    esac
}

# The terms that a filter cannot do without.
terms_of() {
    case $1 in
    vmi-threshold) echo "-s min=10 -s max=24" ;;
    vmi-order) echo "--dry-run" ;;
    esac
}

# column NAME [FILE]: the cells of a column of CSV whose cells hold no commas before it.
column() {
    awk -F, -v name="$1" 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == name) c = i; next } { print $c }' "${2:--}"
}

# same EXPECTED GOT: two texts are equal, or the difference is shown.
same() {
    [ "$1" = "$2" ] || { diff <(printf '%s\n' "$1") <(printf '%s\n' "$2") | sed 's/^/# /'; return 1; }
}

# status N COMMAND...: runs with the output in files out and err, and wants the exit status N.
status() {
    local wanted=$1 got=0
    shift
    "$@" > out 2> err < "${STDIN:-/dev/null}" || got=$?
    [ "$got" = "$wanted" ] && return
    echo "# $* gave $got, not $wanted"
    sed 's/^/# out: /' out | head -5
    sed 's/^/# err: /' err | head -5
    return 1
}

# says TEXT: standard error holds it.
says() {
    grep -qF -- "$1" err && return
    echo "# standard error does not say: $1"
    sed 's/^/# err: /' err | head -5
    return 1
}

# one_line: standard error is one message, and nothing came to standard output.
one_line() {
    [ "$(grep -vc "^[a-z-]*: try '" err)" = 1 ] && [ ! -s out ] && return
    sed 's/^/# out: /' out | head -3
    sed 's/^/# err: /' err | head -5
    return 1
}
