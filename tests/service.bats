#!/usr/bin/env bats
# Levels for a service, through the program: each row of a table of testdata/truth is an item with terms of its own.
load helpers

# items TABLE PROGRAM: terms.csv out of a table, by an awk program that prints the terms of a row and the level that is
# expected of it, "sku,demand_mean,demand_sd,lead_time,review_period,order_quantity,service_level,level". Rows whose
# figures have more than six decimals are no terms.
items() {
    awk -F, -v OFS=, 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
             function v(name) { return $(at[name]) }
             '"$2" "$DATA/truth/$1.csv" |
        awk -F, '{ for (i = 2; i < NF; i++) { if ($i != sprintf("%.6f", $i) + 0) next; $i = sprintf("%.6f", $i) }
                   if ($4 + $5 <= 3660) print }' OFS=, > rows
    { echo sku,location,demand_mean,demand_sd,lead_time,review_period,order_quantity,service_level
      awk -F, -v OFS=, '{ print $1, "S", $2, $3, $4, $5, $6, $7 }' rows; } > terms.csv
    echo '{"defaults": {"policy": "service"}, "terms": "terms.csv"}' > agreement.json
    echo date,location,sku,measure,quantity > activity.csv
}

# levels LEAST OPTIONS...: at least so many rows, and every min is the level expected: rounded up to the quantum, and not
# below the demand expected (rounded down to units where they are counted) unless the service is below one half.
levels() {
    local least=$1
    shift
    vmi-threshold -q -a agreement.json "$@" -t ndjson activity.csv > out
    sed 's/.*"sku":"\([^"]*\)".*"min":\([0-9.]*\).*/\1,\2/' out | sort > got
    sort -t, -k1,1 rows | join -t, - got |
        awk -F, -v least="$least" -v counted="$COUNTED" '
            { level = $8; mean = $2 * ($4 + $5); floor = counted ? int(mean) : mean
              if ($7 >= 0.5 && level < floor) level = floor
              if (level < 0) level = 0
              size = $3 * sqrt($4 + $5); if (level > size) size = level
              off = $9 - level
              good = counted ? off == 0 : off > -1e-9 * size - 1e-12 && off < 1e-6 + 1e-9 * size
              if (!good) { print "# " $0 ": expected " level; bad++ }
              n++ }
            END { print "# " n " levels"; exit bad > 0 || n < least }'
}

@test "cycle service of normal demand" {
    items csl_normal '{ print "c" v("case"), v("mean_d"), v("sd_d"), v("L"), v("R"), 1, v("csl"), v("level") }'
    COUNTED='' levels 60 -s distribution=normal -s quantum=0.000001
}

@test "fill of (r,Q) of normal demand, exactly" {
    items fillrate_rq '{ print "c" v("case"), v("mu"), v("sigma"), 1, 0, v("Q"), v("beta"), v("r_exact") }'
    COUNTED='' levels 60 -s distribution=normal -s service_measure=fill -s quantum=0.000001
}

@test "cycle service and fill of gamma demand" {
    items gamma_rop '{ print "c" v("case"), v("mean"), v("sd"), 1, 0, v("Q"), v("target"), v("r_csl") }'
    COUNTED='' levels 15 -s distribution=gamma -s quantum=0.000001
    items gamma_rop '{ print "c" v("case"), v("mean"), v("sd"), 1, 0, v("Q"), v("target"), v("r_fill") }'
    COUNTED='' levels 15 -s distribution=gamma -s service_measure=fill -s quantum=0.000001
}

@test "cycle service and fill of Poisson demand, in whole units" {
    items poisson_rop '{ print "c" v("case"), v("mean"), 1, 1, 0, v("Q"), v("target"), v("r_csl") }'
    COUNTED=1 levels 25 -s distribution=poisson
    items poisson_rop '{ print "c" v("case"), v("mean"), 1, 1, 0, v("Q"), v("target"), v("r_fill") }'
    COUNTED=1 levels 25 -s distribution=poisson -s service_measure=fill
}

@test "cycle service and fill of negative binomial demand, in whole units" {
    # a lead time of var days, so that the deviation of a day is 1 and has no decimals
    for level in r_csl r_fill; do
        items negbin_rop '{ printf "c%s,%.10g,1,%s,0,%s,%s,%s\n", v("case"), v("mean") / v("var"), v("var"), v("Q"), v("target"), v("'$level'") }'
        measure=cycle
        [ $level = r_csl ] || measure=fill
        COUNTED=1 levels 10 -s distribution=negbin -s service_measure=$measure
    done
}
