#!/usr/bin/env bats
# The script of vmi(7), as it stands there, over thirty days with a customer who confirms, receives, and does not always
# do either.
load helpers

# The script, out of the manual.
script_of_manual() {
    sed -n '/^#!\/bin\/bash$/,/^\.Ed$/p' "$ROOT/man/vmi.7" | sed '$d; s/\\e/\\/g' > nightly
    chmod +x nightly
}

agree() {
    cat > agreement.json <<'JSON'
{"agreement": "ACME-2026", "version": 1, "currency": "EUR",
 "vendor": {"id": "VENDOR"}, "customer": {"id": "ACME"},
 "defaults": {"policy": "minmax", "min": 20, "max": 40, "lead_time": 3, "transit_time": 1, "confirm_days": 1, "close_after": 2, "unit": "EA"},
 "targets": [{"metric": "stockout_share", "at_most": 0}]}
JSON
}

# customer DAY-NUMBER DAY: what he sends of that day, out of what he was sent before and what is in his shop.
customer() {
    cat ordered.csv shop.csv | awk -F, -v n="$1" -v today="$2" '
        function put(measure, quantity, ref, until) { print today "," place "," sku "," measure "," quantity "," ref "," until }
        function number(day) { split(day, d, "-"); return (d[2] - 1) * 31 + d[3] }
        BEGIN { print "date,location,sku,measure,quantity,ref,until" }
        NF > 4 { # an order line, the k-th of all
            k++; place = $2; sku = $3; q = $5; ref = $9; age = n - number($1)
            c = k % 7 == 0 ? 0 : k % 5 == 0 ? q - 1 : q
            r = k % 4 == 0 ? c - 1 : k % 9 == 0 ? int(c / 2) : c
            if (age == 1 && k % 6) put("confirmed", c, ref, $10)
            if (age == 2 && c && k % 8) put("shipped", k % 9 ? c : r, ref, $10)
            if (age == 3 && r > 0) { put("received", r, ref, ""); came[place, sku] += r }
            if (age == 4 && k % 4 == 0 && c) put("cancelled", 1, ref, "")
            next
        }
        { # "PLACE,SKU,STOCK"
            place = $1; sku = $2; sold = n > 20 ? 0 : (n * 7 + NR * 5) % 9; stock = $3 + came[place, sku]
            sold = sold < stock ? sold : stock
            put("sold", sold, "", ""); put("on_hand", stock - sold, "", "")
            print place "," sku "," stock - sold > "shop.new"
        }' > "in/$2/day.csv"
    mv shop.new shop.csv
}

# add_up: of lines.csv the sums of ordered - cancelled - received and of open; and what stands in the papers themselves.
add_up() {
    awk -F, 'NR > 1 { balance += $5 - $9 - $8; open += $10; ordered += $5; received += $8 } END { print balance + 0, open + 0, ordered + 0, received + 0 }' lines.csv
}
papers() {
    awk -F, '$4 == "ordered" { ordered += $5 } $4 == "received" { received += $5 } END { print ordered + 0, received + 0 }' \
        feed/*.csv orders/*.csv
}

@test "thirty days of the script of vmi(7): nothing is ordered twice, every line ends, what is open adds up" {
    command -v flock > /dev/null || skip "no flock(1)"
    script_of_manual
    agree
    mkdir -p bin in
    printf '#!/bin/sh\ncat > /dev/null\necho "$2" >> %s/mails\n' "$PWD" > bin/mail
    chmod +x bin/mail
    export PATH=$PWD/bin:$PATH
    printf '%s\n' S1,a,35 S1,b,25 S2,a,15 S2,b,40 > shop.csv
    : > ordered.csv
    for n in {1..30}; do
        day=2026-01-$(printf %02d "$n")
        mkdir "in/$day"
        customer "$n" "$day"
        [ "$n" != 9 ] || sed -i '$s/,[0-9]*,,$/,rubbish,,/' "in/$day/day.csv"
        # On some days the machine goes down in the middle of it, and on some the script runs twice.
        [ $((n % 4)) != 0 ] || timeout -s KILL "0.0$((n % 7 + 2))" ./nightly "$day" > /dev/null 2>&1 || true
        ./nightly "$day" 2> log || { sed 's/^/# /' log; false; }
        if [ $((n % 3)) = 0 ] || [ -n "${VMI_SOAK:-}" ]; then
            cp -R out out.before && cp state.csv state.before && cp lines.csv lines.before
            ./nightly "$day" 2> log
            diff -r out out.before && cmp state.csv state.before && cmp lines.csv lines.before
            rm -rf out.before
        fi
        read -r balance open ordered received < <(add_up)
        [ "$balance" = "$open" ] || { echo "# $day: ordered - cancelled - received is $balance, open is $open"; false; }
        same "$ordered $received" "$(papers)"
        # What planning knows to be on its way is what is open; but for what was shipped and is lost, which no paper takes back.
        onway=$(vmi-threshold -q --no-seal -a agreement.json -d "$day" feed/*.csv orders/*.csv | awk -F, 'NR > 1 { sum += $10 + $11 } END { print sum + 0 }')
        [ "$onway" -ge "$open" ] && [ $((onway - open)) -le $((n > 8 ? 2 : 0)) ] || { echo "# $day: $onway on its way, $open open"; false; }
        [ ! -s "out/$day.x12" ] || vmi-ingest -q "out/$day.x12" | grep ',ordered,' >> ordered.csv || true
    done
    # No line stands in two orders, no number was given twice, and all were sent.
    [ "$(wc -l < ordered.csv)" -gt 15 ]
    same "" "$(cut -d, -f3,9 ordered.csv | sort | uniq -d)"
    same "$(cut -d, -f9 ordered.csv | sort -u)" "$(seq -f 'ACME-%08g' "$(cut -d, -f9 ordered.csv | sort -u | wc -l)")"
    same "" "$(cat out/*.x12 | tr '~' '\n' | sed -n 's/^IEA.1.//p' | sort | uniq -d)"
    # Every line has ended, in one of many ways.
    same "" "$(awk -F, 'NR > 1 && $10 != 0' lines.csv)"
    for status in received rejected closed_short; do grep -q ",$status," lines.csv || { echo "# no line is $status"; false; }; done
    same "$(cut -d, -f1-3 lines.csv | tail -n +2 | sort)" "$(cut -d, -f2,3,9 ordered.csv | awk -F, '{ print $3 "," $1 "," $2 }' | sort)"
    # People were told of what was set aside, and of the target that was missed.
    grep -q 'look at rejects/2026-01-09.csv' mails
    grep -q 'look at metrics.csv' mails
}
