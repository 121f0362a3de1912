#!/usr/bin/env bats
# vmi-threshold: what must not change its figures, and what must change them in proportion.
load helpers

# Half a year of a dozen items of several patterns at two locations: sales, returns, weekly stock, orders and receipts.
# history SCALE DAYS: quantities times SCALE, dates DAYS later.
history() {
    awk -v scale="$1" -v later="$2" '
        function day(n) { return strftime("%Y-%m-%d", (20000 + n + later) * 86400, 1) }
        function put(n, item, measure, quantity, ref, until) {
            if (measure ~ /sold|returned/ && !quantity) return
            print day(n) ",L" item % 2 ",I" item "," measure "," quantity * scale ",,,," ref "," (until ? day(until) : "")
        }
        BEGIN {
            srand(7)
            print "date,location,sku,measure,quantity,unit,lot,expires,ref,until"
            for (item = 0; item < 12; item++) {
                stock = 400
                for (n = item; n < 180; n++) {
                    often = item % 4 == 3 ? 0.1 : item % 4 == 2 ? 0.4 : 1
                    sold = rand() < often ? int(-log(rand()) * (1 + item * 2)) : 0
                    if (n == 90 && item == 5) sold = 300
                    put(n, item, "sold", sold)
                    if (rand() < 0.02) put(n, item, "returned", 1)
                    stock -= sold
                    if (stock < 100 && n % 7 == 0) { put(n, item, "ordered", 400, "O" item n, n + 4); if (n + 5 < 180) { put(n + 5, item, "received", 400, "O" item n); stock += 400 } }
                    if (n % 7 == 6) put(n, item, "on_hand", stock > 0 ? stock : 0)
                }
            }
        }'
}

# Every policy that works figures out.
policies() { # FILE OPTIONS...: their positions, one after the other
    local file=$1
    shift
    for terms in "-s policy=days -s min_days=7 -s max_days=21" \
        "-s policy=service -s lead_time=4" \
        "-s policy=service -s lead_time=4 -s lead_time_from=measured -s distribution=normal" \
        "-s policy=service -s lead_time=3 -s review_period=7 -s service_measure=fill -s stockout_correction=em" \
        "-s policy=service -s lead_time=3 -s distribution=gamma -s service_measure=fill -s review_period=0 -s outlier=hampel"; do
        # shellcheck disable=SC2086
        vmi-threshold -q $terms "$@" "$file"
    done
}

setup_file() { export LC_ALL=C TZ=UTC; }

@test "shuffled rows, and rows split over files, give the same bytes" {
    history 1 0 > a.csv
    policies a.csv > expected
    { head -1 a.csv; tail -n +2 a.csv | awk 'BEGIN { srand(3) } { print rand() "," $0 }' | sort | cut -d, -f2-; } > shuffled.csv
    policies shuffled.csv | diff expected -
    for part in 0 1 2; do
        awk -v part=$part 'NR == 1 || NR % 3 == part' a.csv > part$part.csv
    done
    policies part1.csv part0.csv part2.csv | diff expected -
    cat part2.csv part0.csv part1.csv | policies - | head -13 | diff <(head -13 expected) -
}

@test "dates 1000 days later give the same figures" {
    history 1 0 > a.csv
    history 1 1000 > later.csv
    figures() { sed -E 's/20[0-9]{2}-[0-9]{2}-[0-9]{2}/DATE/g'; }
    diff <(policies a.csv | figures) <(policies later.csv | figures)
}

@test "another item changes nothing for the others" {
    history 1 0 > a.csv
    # it reports on no day on which its location was silent
    { cat a.csv; grep -E ',L0,' a.csv | sed 's/,I[0-9]*,/,J,/' | sort -u -t, -k1,1 -k4,4; } > more.csv
    diff <(policies a.csv) <(policies more.csv | grep -v '^L0,J,')
}

@test "quantities times 12 in a quantum of 12 give levels times 12" {
    history 1 0 > a.csv
    history 12 0 > dozens.csv
    levels() { awk -F, -v by="$1" 'FNR == 1 || $1 == "location" { next } { printf "%s %s %.3f %.3f %.3f %g %g\n", $1, $2, $6 / by, $17 / by, $18 / by, $28 / by, $29 / by }'; }
    policies a.csv | levels 1 > expected
    [ "$(wc -l < expected)" = 60 ]
    policies dozens.csv -s quantum=12 | levels 12 | diff expected -
    diff <(policies a.csv | cut -d, -f19,20,32) <(policies dozens.csv -s quantum=12 | cut -d, -f19,20,32)
}
