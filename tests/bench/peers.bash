# shellcheck shell=bash disable=SC2034,SC2154 # what is set here is used there, and the other way round
# What the benchmarks that are held against peers have in common; for those that have set `work` to a folder.
# DuckDB is looked for as a program, in NPMDIR (@duckdb/node-api) and in python3.

# find_duckdb FILE: sets `duckdb` to the command that runs the SQL of FILE; empty where there is none.
find_duckdb() {
    cat > "$work/duck.cjs" << 'JS'
const { DuckDBInstance } = require(process.env.NPMDIR + '/node_modules/@duckdb/node-api');
const sql = require('fs').readFileSync(process.argv[2], 'utf8');
DuckDBInstance.create(':memory:').then((db) => db.connect()).then((connection) => connection.run(sql));
JS
    duckdb=()
    if command -v duckdb > /dev/null; then
        duckdb=(duckdb -batch -f "$1")
    elif [ -d "${NPMDIR:-none}/node_modules/@duckdb/node-api" ] && command -v node > /dev/null; then
        duckdb=(node "$work/duck.cjs" "$1")
    elif python3 -c 'import duckdb' 2> /dev/null; then
        duckdb=(python3 -c 'import duckdb, sys; duckdb.execute(open(sys.argv[1]).read())' "$1")
    fi
}

# timed NAME COMMAND...: a line "CPU wall MiB" into the figures of NAME.
timed() {
    local name=$1
    shift
    /usr/bin/time -o "$work/time" -f '%U %S %e %M' "$@" > "$work/out" 2> "$work/err" || { cat "$work/err"; exit 1; }
    tail -1 "$work/time" | awk '{ print $1 + $2, $3, $4 / 1024 }' >> "$work/$name.figures"
}

# least NAME: of each figure the least.
least() {
    awk 'NR == 1 { split($0, least) } { for (i = 1; i <= 3; i++) if ($i < least[i]) least[i] = $i } END { print least[1], least[2], least[3] }' "$work/$1.figures"
}

tell() {
    least "$1" | awk -v name="$2" '{ printf "%-31s %7.2f s CPU %7.2f s wall %7.0f MiB\n", name, $1, $2, $3 }'
}

# beside NAME OTHER TITLE: our figures as shares of another's.
beside() {
    { least "$1"; least "$2"; } | awk -v name="$3" 'NR == 1 { split($0, ours) }
        NR == 2 { printf "%-31s %7.2f   CPU %7.2f   wall %7.2f   memory\n", name, ours[1] / $1, ours[2] / $2, ours[3] / $3 }'
}
