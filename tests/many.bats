#!/usr/bin/env bats
# Much of one thing: what grows with its square would not end in the time given.
load helpers

# positions AWK: vmi-threshold over the activity that an awk program prints, within ten seconds.
positions() {
    awk -v header=date,location,sku,measure,quantity,unit,lot,expires,ref,until '
        # The day so many days after 2000-01-01, in years of 12 months of 28 days.
        function day(n) { return sprintf("%04d-%02d-%02d", 2000 + int(n / 336), int(n / 28) % 12 + 1, n % 28 + 1) }
        BEGIN { print header }
        BEGIN { '"$1"' }' > many.csv
    run -0 --separate-stderr timeout 10 vmi-threshold -s min=1 -s max=2 many.csv
}

@test "receipts that name no order, against ten thousand open orders of an item" {
    positions '
        print "2000-01-01,S1,007,on_hand,0,,,,,"
        for (i = 0; i < 10000; i++) print day(0) ",S1,007,ordered,5,,,,PO" i "," day(i % 336)
        for (i = 0; i < 200; i++) print day(i + 1) ",S1,007,received,7,,,,,"'
    [ "$(column on_order <<< "$output")" = 48600 ]
    [ "$(column on_hand <<< "$output")" = 1400 ]
}

@test "a hundred and fifty thousand sales of overlapping periods of an item" {
    positions '
        for (i = 0; i < 150000; i++) print day(i * 2) ",S1,007,sold,1,,,,," day(i * 2 + 1)
        print day(0) ",S1,007,sold,1,,,,," day(3)'
    [[ $stderr == *"overlap: 2 buckets of demand set aside"* ]]
}

@test "many items of a location that reports on a thousand days, apart from each other" {
    positions '
        for (i = 0; i < 500; i++)
            for (j = 0; j < 1020; j++) print day(j * 2) ",S1,K" i ",sold,1,,,,,"'
    [ ${#lines[@]} = 501 ]
}
