#!/usr/bin/env bats
# Real inventory data, read from a folder that is not part of the project, against awk and sqlite.
load helpers

USAID=$SHARED/data/usaid/logistics.csv

need() {
    [ -r "$1" ] || skip "$(basename "$1") is not there (VMI_SHARED)"
    command -v sqlite3 > /dev/null || [ "${2:-}" != sqlite3 ] || skip "no sqlite3"
}

# The same facts by awk: measure, count, sum.
facts() {
    awk -F, 'NR > 1 { name[8] = "received"; name[9] = "sold"; name[10] = "adjusted"; name[11] = "on_hand"; name[13] = "stockout_days"; name[14] = "ordered"
        for (i in name) if ($i != "") { n[name[i]]++; s[name[i]] += $i } }
        END { for (m in n) printf "%s %d %d\n", m, n[m], s[m] }' "$1" | sort
}

@test "USAID: every month of every clinic becomes activity; counts and sums agree with awk" {
    need "$USAID"
    status 0 vmi-ingest -m "$DATA/usaid/mapping.json" --strict -o a.csv -r rejects.csv "$USAID"
    says "35753 rows: "
    says " 0 set aside"
    [ ! -s rejects.csv ]
    facts "$USAID" > expected
    awk -F, 'NR > 1 { n[$4]++; s[$4] += $5 } END { for (m in n) printf "%s %d %d\n", m, n[m], s[m] }' a.csv | sort | diff expected -
    awk -F, 'NR > 1 { split($1, d, "-"); if (d[2] == 2 && $4 == "sold") print substr($1, 1, 4), substr($10, 6) }' a.csv | sort -u > february
    same "2016 02-29
2017 02-28
2018 02-28
2019 02-28" "$(cat february)"
}

@test "USAID: the whole pipe; stock, demand and levels agree with sqlite" {
    need "$USAID" sqlite3
    vmi-ingest -q -m "$DATA/usaid/mapping.json" "$USAID" > a.csv
    terms=(-q -s policy=days -s min_days=30 -s max_days=90 -s lead_time=30 -s stockout_correction=none)
    vmi-threshold "${terms[@]}" a.csv > p.csv
    vmi-plan -q p.csv > q.csv
    sqlite3 :memory: <<SQL > expected
.mode csv
.import '$USAID' raw
create table m as select site_code as location, product_code as sku, year * 12 + month - 1 as t, stock_end + 0 as stock,
    stock_distributed + 0 as sold, stock_received + 0 as received, stock_adjustment + 0 as adjusted from raw;
.headers off
.separator ,
select location, sku,
    (select stock from m b where b.location = a.location and b.sku = a.sku order by t desc limit 1)
from (select distinct location, sku from m) a order by 1, 2;
SQL
    awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) c[$i] = i; next } { print $1 "," $2 "," $c["on_hand"] }' p.csv | tr -d '\r' > got
    tr -d '\r' < expected | diff - got
    [ "$(wc -l < got)" -gt 1000 ]
    # Items with a row in each of the last twelve months: their mean is what was distributed in these 365 days.
    sqlite3 :memory: <<SQL | tr -d '\r' > expected
.mode csv
.import '$USAID' raw
.headers off
.separator ,
select site_code, product_code, printf('%.6f', sum(stock_distributed + 0) / 365.0) from raw
where (year * 12 + month) > (2019 * 12 + 6) - 12 group by 1, 2 having count(*) = 12 order by 1, 2;
SQL
    awk -F, 'NR == FNR { wanted[$1 "," $2] = 1; next } FNR == 1 { for (i = 1; i <= NF; i++) c[$i] = i; next }
        ($1 "," $2) in wanted && $c["demand_days"] == 365 { printf "%s,%s,%.6f\n", $1, $2, $c["demand_mean"] }' expected p.csv > got
    diff expected got
    [ "$(wc -l < got)" -gt 400 ]
    awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) c[$i] = i; next }
        { if ($c["quantity"] != $c["need"] + $c["multiple_delta"] || $c["need"] != $c["max"] - $c["position"] || $c["position"] > $c["min"] + 0) { print "# " $0; exit 1 } n++ }
        END { exit n < 10 }' q.csv
}

@test "USAID: months that end at zero and units sold agree with awk" {
    need "$USAID"
    sed 's/"stockout_days": "{stock_stockout_days}",//; s/"ignore": \[/&"stock_stockout_days", /' "$DATA/usaid/mapping.json" > map.json
    vmi-ingest -q -m map.json "$USAID" > a.csv
    vmi-kpi -q --since=2018-03-01 --through=2018-03-31 a.csv > out
    # In one month, what is seen of an item with a row is its last day; others roll on from the month before.
    sold=$(awk -F, 'NR > 1 && $1 == 2018 && $2 == 3 { s += $9 } END { print s }' "$USAID")
    same "$sold" "$(awk -F, '$1 == "days_of_supply" { print $10 }' out)"
    awk -F, 'NR > 1 && $1 == 2018 && $2 == 3 { n += $11 == 0 } END { exit n < 10 }' "$USAID"
}

@test "orange juice: the demo's extract is what its script makes of the source" {
    need "$SHARED/data/orangejuice/weekly.csv"
    "$DATA/demo/extract" "$SHARED/data/orangejuice/weekly.csv" | cmp - "$DATA/demo/sales.csv"
}

@test "spare parts: empty is unknown, months are buckets, means agree with awk" {
    need "$SHARED/data/carparts/carparts.csv"
    echo '{"location": "DEPOT", "sku": "{part}", "date": "{month}", "measures": {"sold": "{qty}"}}' > map.json
    vmi-ingest -m map.json "$SHARED/data/carparts/carparts.csv" > a.csv 2> err
    rows=$(($(wc -l < "$SHARED/data/carparts/carparts.csv") - 1))
    empty=$(awk -F, 'NR > 1 && $3 == ""' "$SHARED/data/carparts/carparts.csv" | wc -l)
    same $((rows - empty)) $(($(wc -l < a.csv) - 1))
    says "$empty rows without a quantity"
    vmi-threshold -q -s min=0 -s max=1 a.csv > p.csv
    # The last twelve months of parts that have all of them.
    awk -F, 'NR > 1 && $1 >= "2001-04" && $1 <= "2002-03" && $3 != "" { n[$2]++; s[$2] += $3 }
        END { for (p in n) if (n[p] == 12) printf "%s %.6f\n", p, s[p] / 365 }' "$SHARED/data/carparts/carparts.csv" | sort > expected
    awk -F, 'NR == FNR { split($0, x, " "); wanted[x[1]] = 1; next } FNR == 1 { for (i = 1; i <= NF; i++) c[$i] = i; next }
        $2 in wanted { printf "%s %.6f\n", $2, $c["demand_mean"] }' expected p.csv | sort | diff expected -
}

# classes: "item count-of-periods class" of lines "item quantity", one a period, by their definitions.
classes() {
    awk '{ n[$1]++; if ($2 > 0) { k[$1]++; s[$1] += $2; q[$1] += $2 * $2 } }
        END { for (i in n) {
            if (!k[i]) { print i, "none"; continue }
            adi = n[i] / k[i]; mean = s[i] / k[i]
            cv2 = k[i] > 1 ? (q[i] - k[i] * mean * mean) / (k[i] - 1) / (mean * mean) : 0
            print i, adi <= 1.32 ? (cv2 <= 0.49 ? "smooth" : "erratic") : (cv2 <= 0.49 ? "intermittent" : "lumpy") } }' | sort
}

@test "spare parts: classes of demand agree with awk" {
    parts=$SHARED/data/carparts/carparts.csv
    need "$parts"
    awk -F, 'NR > 1 { n[$2]++; if ($3 != "") k[$2]++ } END { for (p in n) if (n[p] == k[p]) print p }' "$parts" | sort > whole
    awk -F, 'NR == FNR { whole[$1] = 1; next } FNR == 1 || $2 in whole' whole "$parts" > parts.csv
    echo '{"location": "DEPOT", "sku": "{part}", "date": "{month}", "measures": {"sold": "{qty}"}}' > map.json
    vmi-ingest -q -m map.json parts.csv > a.csv
    vmi-threshold -q -s min=0 -s max=1 -s history_days=5000 a.csv > p.csv
    awk -F, 'NR > 1 { print $2, $3 }' parts.csv | classes > expected
    awk -F, 'NR > 1 { print $2, $19 }' p.csv | sort | diff expected -
    [ "$(wc -l < expected)" -gt 500 ]
    [ "$(cut -d' ' -f2 expected | sort -u | wc -l)" -ge 2 ]
}

@test "M5: classes and means of daily demand agree with awk" {
    need "$SHARED/data/m5/sales.csv"
    vmi-ingest -q "$SHARED/data/m5/sales.csv" -o a.csv
    vmi-threshold -q -s policy=service -s lead_time=3 -s history_days=5000 a.csv > p.csv
    # from the first row of the item to the last day of the store; a day without a row is 0
    awk -F, 'NR > 1 { key = $2 "/" $3; if ($4 == "sold") { q[key, $1] += $5; if (!(key in first) || $1 < first[key]) first[key] = $1 }
                     if ($1 > last[$2]) last[$2] = $1; days[$1] = 1 }
        END { for (key in first) { split(key, x, "/"); for (d in days) if (d >= first[key] && d <= last[x[1]]) print key, q[key, d] + 0 } }' a.csv > series
    same 1 "$(awk -F, 'NR > 1 { print $1 }' a.csv | sort -u | awk '{ gsub("-", " "); t = mktime($0 " 12 0 0"); if (NR > 1 && int((t - last) / 86400 + 0.5) != 1) gap = 1; last = t } END { print !gap }')"
    classes < series > expected
    awk -F, 'NR > 1 { print $1 "/" $2, $19 }' p.csv | sort | diff expected -
    awk '{ n[$1]++; s[$1] += $2 } END { for (i in n) printf "%s %.6f\n", i, s[i] / n[i] }' series | sort > expected
    awk -F, 'NR > 1 { printf "%s/%s %.6f\n", $1, $2, $17 }' p.csv | sort | diff expected -
}

@test "M5: a daily extract with aliases and unused columns" {
    need "$SHARED/data/m5/sales.csv"
    vmi-ingest "$SHARED/data/m5/sales.csv" -o a.csv 2> err
    says "sell_price"
    awk -F, 'NR > 1 { n++; s += $6 } END { print n, s }' "$SHARED/data/m5/sales.csv" > expected
    awk -F, 'NR > 1 { n++; s += $5 } END { print n, s }' a.csv | diff expected -
}

@test "OpenLMIS: stock on hand through a mapping, every row accounted for" {
    file=$SHARED/data/openlmis/stockmanagement.calculated_stocks_on_hand.csv
    need "$file"
    echo '{"location": "L", "sku": "{stockcardid}", "date": "{occurreddate}", "measures": {"on_hand": "{stockonhand}"}, "ignore": ["id", "processeddate"]}' > map.json
    status 0 vmi-ingest --strict -m map.json "$file"
    same $(($(wc -l < "$file") - 1)) $(($(wc -l < out) - 1))
}

# accounted CELLS [OPTION]... FILE: of a run, what was written, set aside and left out is what came, whatever became of it.
accounted() {
    local cells=$1 got=0
    shift
    vmi-ingest -q --report=report.json -o a.csv "$@" 2> err || got=$?
    [ "$got" -le 1 ] || { sed 's/^/# err: /' err | head -5; return 1; }
    same "$cells" "$(awk '/"totals": / { on = 1 } /"freshness": / { on = 0 }
        on && /"(records|total)": / { gsub(/[^0-9]/, ""); n += $0 } END { print n }' report.json)"
}

# cells FILE COLUMN...: how many cells of these columns, by their numbers, are not empty.
cells() {
    local file=$1
    shift
    awk -F, -v columns="$*" 'BEGIN { count = split(columns, c, " ") }
        NR > 1 { for (i = 1; i <= count; i++) n += $c[i] != "" } END { print n }' "$file"
}

@test "USAID: records, what is set aside and duplicates are the quantities of all rows" {
    need "$USAID"
    quantities=$(cells "$USAID" 8 9 10 11 13 14)
    accounted "$quantities" -m "$DATA/usaid/mapping.json" "$USAID"
    cp "$USAID" again.csv
    accounted $((2 * quantities)) -m "$DATA/usaid/mapping.json" "$USAID" again.csv
    # Half of the rows without a district, a third with a figure that is none, all of it twice.
    awk -F, -v OFS=, 'NR > 1 && NR % 2 { $5 = "" } NR > 1 && NR % 3 == 0 { $9 = $9 "x" } 1; NR > 1' "$USAID" > torn.csv
    accounted "$(cells torn.csv 8 9 10 11 13 14)" -m "$DATA/usaid/mapping.json" --dedupe=ref --flows=restate torn.csv
}

@test "OpenLMIS, orange juice, spare parts, M5: likewise, with references, weeks and decimals that are none" {
    for file in openlmis/stockmanagement.calculated_stocks_on_hand.csv openlmis/stockmanagement.stock_card_line_items.csv \
        openlmis/stockmanagement.stock_cards.csv orangejuice/weekly.csv carparts/carparts.csv m5/sales.csv; do
        need "$SHARED/data/$file"
    done
    cp "$SHARED/data/openlmis/stockmanagement.stock_cards.csv" cards.csv
    cat > map.json <<'JSON'
{"location": "{stockcardid}", "sku": "{stockcardid}", "date": "{occurreddate}", "measures": {"on_hand": "{stockonhand}"},
 "references": {"location": {"file": "cards.csv", "from": "id", "to": "facilityId"}, "sku": {"file": "cards.csv", "from": "id", "to": "orderableId"}}}
JSON
    file=$SHARED/data/openlmis/stockmanagement.calculated_stocks_on_hand.csv
    accounted "$(cells "$file" 2)" -m map.json "$file"
    file=$SHARED/data/openlmis/stockmanagement.stock_card_line_items.csv
    echo '{"location": "{stockCardId}", "sku": "{reasonId}", "date": "{occurredDate}", "measures": {"adjusted": "{quantity}"}}' > map.json
    accounted "$(cells "$file" 13)" -m map.json "$file"
    file=$SHARED/data/orangejuice/weekly.csv
    echo '{"location": "{store}", "sku": "{brand}", "date": "1990-W{week}", "measures": {"sold": "{units}", "adjusted": "{profit}"}}' > map.json
    accounted "$(cells "$file" 4 7)" -m map.json "$file"
    file=$SHARED/data/carparts/carparts.csv
    echo '{"location": "DEPOT", "sku": "{part}", "date": "{month}", "measures": {"sold": "{qty}"}}' > map.json
    accounted "$(cells "$file" 3)" -m map.json "$file"
    file=$SHARED/data/m5/sales.csv
    accounted "$(cells "$file" 6)" "$file"
    head -1 "$file" | sed 's/sales_units/qty/' | cat - <(tail -n +2 "$file") > quantity.csv
    accounted "$(cells quantity.csv 6)" --measure=unfilled quantity.csv
}

@test "USAID: what its own columns do not explain, and what its months do not hand on, agree with awk" {
    need "$USAID"
    sed 's/"on_hand":/"opening": "{stock_initial}", &/; s/"stock_initial", //' "$DATA/usaid/mapping.json" > map.json
    # The rows of the source add up; in some of this copy the closing figure does not.
    awk -F, -v OFS=, 'NR > 1 && NR % 499 == 0 { $11 += NR % 2 ? NR : -NR } 1' "$USAID" > bent.csv
    for file in "$USAID" bent.csv; do
        status 0 vmi-ingest -v -m map.json -o a.csv "$file"
        awk -F, 'NR > 1 && $7 + $8 - $9 + $10 != $11 { print NR, $11 - ($7 + $8 - $9 + $10) }' "$file" > expected
        sed -n 's/.*\.csv:\([0-9]*\): stock_end: opening .* is stated: \(.*\) is not explained$/\1 \2/p' err | diff expected -
    done
    [ "$(wc -l < expected)" -gt 50 ]
    status 0 vmi-ingest -v --balance -m map.json -o a.csv "$USAID"
    sort -t, -k5,6 -k1,1n -k2,2n "$USAID" | awk -F, '$1 != "year" { k = $6 " " $5; if (k == last && $7 != end)
        print k, $7, ($7 > end ? $7 - end " more" : end - $7 " less"), end; last = k; end = $11 }' | sort > expected
    sed -n "s/.*opening stock of '\(.*\)' at '\(.*\)' on .* is \(.*\), \(.*\) than \([-0-9.]*\) of .*/\1 \2 \3 \4 \5/p" err | sort | diff expected -
    [ "$(wc -l < expected)" -gt 100 ]
    says " $(wc -l < expected) balance"
}

# measured_months FILE...: the figures that month_sums looks at, of each location and month; the month's last day alone in closing.csv.
measured_months() {
    vmi-kpi -q --by=location,month --metrics=average_stock,turns "$@" > parts.csv
    vmi-kpi -q --by=location,month --rolling=1 --metrics=ready_rate "$@" > closing.csv
}

# month_sums: SQL that holds all of them against a table grid (loc, sku, part, days, seen, heard, stock, sold, is_last) of spans of days that
# are seen or not, on which the location was heard of or not, and writes how many months there are, how many are there of each figure, and how many differ. Days that were not seen have
# the item's mean, and sales stand against those on which the location was heard of. What closes at zero is what had no stock on the last day.
month_sums() {
    cat <<'SQL'
create table mean as select loc, sku, sum(stock * seen) * 1.0 / sum(seen) as stock from grid group by 1, 2;
create table expected as select g.loc, g.part, sum(g.stock * g.seen + mean.stock * (g.days - g.seen)) as stock_days,
    sum(g.stock * g.seen + mean.stock * (g.heard - g.seen)) as stock_heard, sum(g.days) as days,
    365.0 * sum(g.sold) as sold, sum(g.seen) as seen, sum(g.is_last and g.seen > 0) as closing,
    sum(g.is_last and g.seen > 0 and g.stock > 0) as ready
    from grid g join mean on mean.loc = g.loc and mean.sku = g.sku group by 1, 2;
create table compared as select p.metric, case p.metric
    when 'average_stock' then abs(p.numerator - e.stock_days) > 2e-6 * (1 + e.stock_days) or p.denominator <> e.days
        or case when e.seen > 0 then abs(p.value - e.stock_days / e.days) > 2e-6 * (1 + e.stock_days / e.days) or p.value = '' else p.value <> '' end
    when 'turns' then p.numerator <> e.sold or abs(p.denominator - e.stock_heard) > 2e-6 * (1 + e.stock_heard)
        or case when e.seen > 0 and e.stock_heard > 0 then abs(p.value - e.sold / e.stock_heard) > 2e-6 * (1 + p.value) or p.value = '' else p.value <> '' end
    else p.denominator <> e.closing or ifnull(p.numerator, 0) <> e.ready end as differs
    from (select metric, location, part, scope, value, numerator + 0 as numerator, denominator + 0 as denominator from parts
          union all select metric, location, part, scope, value, numerator + 0, denominator + 0 from closing) p
    join expected e on e.loc = p.location and e.part = p.part where p.scope <> 'total';
.headers off
.mode list
.separator ' '
select count(*) || ' months' from expected;
select metric, count(*), sum(differs) from compared group by 1 order by 1;
SQL
}

@test "USAID: average stock, turns and what closes at zero agree with sqlite, month by month of every clinic" {
    need "$USAID" sqlite3
    sed 's/"stockout_days": "{stock_stockout_days}",//; s/"ignore": \[/&"stock_stockout_days", /' "$DATA/usaid/mapping.json" > map.json
    vmi-ingest -q -m map.json "$USAID" > a.csv
    measured_months a.csv
    # Within a month that has a row its last day is seen; an item without a row is as it was, until the last row of the clinic.
    { cat <<SQL
.mode csv
.import '$USAID' raw
.import parts.csv parts
.import closing.csv closing
create table m as select site_code as loc, product_code as sku, year * 12 + month - 1 as t, stock_end + 0 as stock, stock_distributed + 0 as sold from raw;
create unique index key on m (loc, sku, t);
create table calendar as with recursive c(t) as (select min(t) from m union all select t + 1 from c where t < (select max(t) from m))
    select t, printf('month=%04d-%02d', t / 12, t % 12 + 1) as part,
        julianday(date(printf('%04d-%02d-01', t / 12, t % 12 + 1), '+1 month')) - julianday(printf('%04d-%02d-01', t / 12, t % 12 + 1)) as days from c;
create table grid as select i.loc, i.sku, c.part, c.days, ifnull(m.sold, 0) as sold, 1 as is_last,
    (select stock from m b where b.loc = i.loc and b.sku = i.sku and b.t <= c.t order by b.t desc limit 1) as stock,
    case when m.stock is not null then 1 when c.t <= l.last then c.days else 0 end as seen, c.days * (c.t <= l.last) as heard
    from (select loc, sku, min(t) as first from m group by 1, 2) i join (select loc, max(t) as last from m group by 1) l on l.loc = i.loc
    join calendar c on c.t >= i.first left join m on m.loc = i.loc and m.sku = i.sku and m.t = c.t;
SQL
        month_sums; } | sqlite3 :memory: | tr -d '\r' > got
    months=$(head -1 got | cut -d' ' -f1)
    [ "$months" -gt 5000 ]
    same "average_stock $months 0
ready_rate $months 0
turns $months 0" "$(sed 1d got)"
    same "$months" "$(grep -c '^turns,location;month,' parts.csv)"
    [ "$(awk -F, 'NR > 1 { n += $10 - $9 } END { print n }' closing.csv)" -gt 10000 ]
}

@test "OpenLMIS: average stock, turns and what closes at zero agree with sqlite, month by month of every facility" {
    folder=$SHARED/data/openlmis
    need "$folder/stockmanagement.calculated_stocks_on_hand.csv" sqlite3
    cp "$folder/stockmanagement.stock_cards.csv" cards.csv
    for kind in "stock stockcardid occurreddate on_hand stockonhand" "sold stockCardId occurredDate sold quantity"; do
        read -r name card date measure quantity <<< "$kind"
        echo "{\"location\": \"{$card}\", \"sku\": \"{$card}\", \"date\": \"{$date}\", \"measures\": {\"$measure\": \"{$quantity}\"},
            \"references\": {\"location\": {\"file\": \"cards.csv\", \"from\": \"id\", \"to\": \"facilityId\"}}}" > "$name.json"
    done
    # One of the reasons by which stock leaves a card.
    awk -F, 'NR == 1 || $12 ~ /^b5c27da7/' "$folder/stockmanagement.stock_card_line_items.csv" > consumed.csv
    vmi-ingest -q -m stock.json "$folder/stockmanagement.calculated_stocks_on_hand.csv" > levels.csv
    vmi-ingest -q -m sold.json consumed.csv > sold.csv
    same "$(wc -l < consumed.csv)" "$(wc -l < sold.csv)"
    measured_months levels.csv sold.csv
    # Every movement has a level of its day, so a day has the last level on or before it, until the last day of the facility.
    { cat <<SQL
.mode csv
.import '$folder/stockmanagement.calculated_stocks_on_hand.csv' stated
.import cards.csv card
.import consumed.csv line
.import parts.csv parts
.import closing.csv closing
create table level as select facilityId as loc, stockcardid as sku, occurreddate as d, stockonhand + 0 as stock from stated join card on card.id = stockcardid;
create unique index key on level (loc, sku, d);
create table sold as select stockCardId as sku, occurredDate as d, sum(quantity) as sold from line group by 1, 2;
create table calendar as with recursive c(d) as (select min(d) from level union all select date(d, '+1 day') from c where d < (select max(d) from level))
    select d, 'month=' || substr(d, 1, 7) as part, d = (select max(d) from level) or substr(d, 9, 2) > substr(date(d, '+1 day'), 9, 2) as is_last from c;
create table grid as select i.loc, i.sku, c.part, 1 as days, c.d <= l.last as seen, c.d <= l.last as heard, ifnull(s.sold, 0) as sold, c.is_last,
    (select stock from level b where b.loc = i.loc and b.sku = i.sku and b.d <= c.d order by b.d desc limit 1) as stock
    from (select loc, sku, min(d) as first from level group by 1, 2) i join (select loc, max(d) as last from level group by 1) l on l.loc = i.loc
    join calendar c on c.d >= i.first left join sold s on s.sku = i.sku and s.d = c.d;
SQL
        month_sums; } | sqlite3 :memory: | tr -d '\r' > got
    same "75 months
average_stock 75 0
ready_rate 75 0
turns 75 0" "$(cat got)"
    same 150 "$(grep -c ',location;month,' parts.csv)"
}

# row_by_row FILE: each row of the source is an item of its own, with its opening figure on the day before its month, and its closing one.
row_by_row() {
    sqlite3 :memory: <<SQL | tr -d '\r'
.mode csv
.import '$1' raw
create table r as select rowid as n, *, printf('%04d-%02d-01', year, month) as first from raw;
create table d as select *, date(first, '+1 month', '-1 day') as last, product_code || '/' || n as item from r;
.headers on
select date(first, '-1 day') as date, site_code as location, item as sku, 'on_hand' as measure, stock_initial as quantity, '' as until from d
    union all select last, site_code, item, 'on_hand', stock_end, '' from d
    union all select first, site_code, item, 'received', stock_received, last from d
    union all select first, site_code, item, 'sold', stock_distributed, last from d
    union all select first, site_code, item, 'adjusted', stock_adjustment, last from d;
SQL
}

# unexplained FILE: of each clinic and month what levels differ by, of how many, and how many do not.
unexplained() {
    row_by_row "$1" > rows.csv
    vmi-kpi -q --by=location,month --metrics=balanced_levels,unexplained_movement rows.csv |
        awk -F, '$2 == "location;month" { print $3, $(NF - 2), $1, $9, $10 }' |
        awk '$3 == "balanced_levels" && $5 > 0 { levels[$1 " " $2] = $5 - $4 " of " $5 } $3 == "unexplained_movement" { units[$1 " " $2] = $4 }
            END { for (k in levels) print k, units[k] + 0, levels[k] }' | LC_ALL=C sort
}

@test "USAID: stock adds up in every row, and a row that is altered by one unit shows just that" {
    need "$USAID" sqlite3
    unexplained "$USAID" > whole
    awk -F, 'NR > 1 { n[$5 " month=" sprintf("%04d-%02d", $1, $2)]++ } END { for (k in n) print k, "0 0 of " n[k] }' "$USAID" | LC_ALL=C sort | diff - whole
    for unit in 1 -1; do
        awk -F, -v OFS=, -v unit=$unit 'NR == 17000 { $11 += unit } 1' "$USAID" > bent.csv
        unexplained bent.csv > got
        key=$(awk -F, 'NR == 17000 { printf "%s month=%04d-%02d", $5, $1, $2 }' "$USAID")
        same "$(sed "s/^$key 0 0 of /$key 1 1 of /" whole)" "$(cat got)"
        [ "$(diff whole got | grep -c '^>')" = 1 ]
    done
}
