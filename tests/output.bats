#!/usr/bin/env bats
# -o FILE: the old file or the new one, never half of one.
load helpers

@test "-o writes the same bytes as standard output, with the mode that a new file gets" {
    vmi-plan -q positions.csv > expected
    (umask 027; vmi-plan -q positions.csv -o result)
    cmp expected result
    [ "$(stat -c %a result)" = 640 ]
}

@test "-o keeps the mode of the old file, follows a link, and may be an input" {
    cp positions.csv file
    chmod 604 file
    ln -s file link
    vmi-plan -q link -o link
    [ -L link ]
    [ "$(stat -c %a file)" = 604 ]
    vmi-plan -q positions.csv | cmp - file
}

@test "-o to a pipe or a device writes straight" {
    mkfifo pipe
    vmi-plan -q positions.csv -o pipe &
    cat pipe > got
    wait
    vmi-plan -q positions.csv | cmp - got
    [ -p pipe ]
    status 0 vmi-plan -q positions.csv -o /dev/null
}

@test "a run that fails leaves the old file and nothing else" {
    echo old > result
    { cat positions.csv; echo S1,x; } > broken.csv
    touch out err before
    ls -A > before
    status 3 vmi-plan -q broken.csv -o result
    same old "$(cat result)"
    ls -A | cmp - before
    chmod 444 result
    if [ "$(id -u)" != 0 ]; then
        status 4 vmi-plan -q positions.csv -o result
        same old "$(cat result)"
    fi
}

@test "a full disk leaves the old file and nothing else" {
    [ "$(id -u)" = 0 ] || skip "a small file system takes root"
    mkdir small
    mount -t tmpfs -o size=16k none small 2> /dev/null || skip "no file system can be mounted here"
    echo old > small/result
    { head -1 positions.csv; seq 1 500 | sed 's/.*/S1,&,3,10,24/'; } > many.csv
    code=0
    vmi-plan -q many.csv -o small/result 2> err || code=$?
    left=$(ls -A small) kept=$(cat small/result)
    umount small
    [ "$code" = 4 ]
    says "No space left on device"
    same "result old" "$left $kept"
}

@test "kill -9 at any moment leaves the old file or the new one" {
    { head -1 positions.csv; seq 1 20000 | sed 's/.*/S1,&,3,10,24/'; } > many.csv
    vmi-plan -q many.csv > new
    echo old > old
    for i in $(seq 1 60); do
        cp old result
        vmi-plan -q many.csv -o result &
        sleep "0.0$(printf '%02d' $((i % 50)))"
        kill -9 $! 2> /dev/null || true
        wait $! 2> /dev/null || true
        cmp -s result old || cmp result new
    done
}

@test "SIGTERM leaves no temporary file" {
    mkdir folder
    { head -1 positions.csv; cat; } < <(sleep 5) | vmi-plan -q -o folder/result &
    sleep 0.2
    pkill -TERM -f 'vmi-plan -q -o folder/result' || skip "no pkill"
    wait || true
    [ -z "$(ls -A folder)" ]
}

@test "the rejects are moved into place first, and not without need" {
    printf 'location,sku,on_hand\nS1,a,x\nS1,b,2\n' > feed.csv
    status 1 vmi-ingest -q feed.csv -o result -r rejects
    [ -s result ] && [ -s rejects ]
    echo old > rejects
    status 4 vmi-ingest -q nofile -r rejects -o result2
    same old "$(cat rejects)"
    [ ! -e result2 ]
}

@test "a table fits the terminal: wide, narrow, and as wide as it likes into a file" {
    vmi-ingest -q "$DATA"/demo/sales.csv "$DATA"/demo/stock.csv | vmi-threshold -q -a "$DATA/demo/agreement.json" > p.csv
    for width in 200 120 80 60 40; do
        COLUMNS=$width vmi-plan -q -t table -a "$DATA/demo/agreement.json" p.csv > table
        [ "$(wc -L < table)" -le $width ] || { echo "# $width: $(wc -L < table)"; false; }
        head -1 table | grep -q quantity
    done
    # The first screen: what to send, to whom, how urgent it is, and why, before what the reason says anyhow.
    COLUMNS=100 vmi-plan -t table -a "$DATA/demo/agreement.json" p.csv > table 2> err
    head -2 table | tail -1 | grep -q '^S021 *TROP-PREM-64 *624 .*emergency  position 0 at or below min 537: up to max '
    says '11 proposed (1 emergency), 7 above_min'
    COLUMNS=60 vmi-plan -q -t table -a "$DATA/demo/agreement.json" p.csv > table
    head -2 table | tail -1 | grep -q '^S021 *TROP-PREM-64 *624  emergency$'
    vmi-plan -q -t table -a "$DATA/demo/agreement.json" p.csv > table
    grep -q 'ordered on 1992-10-08, the next order day$' table
    head -2 table | tail -1 | grep -q '^S021 *TROP-PREM-64 .*emergency'
}

@test "--spreadsheet-safe disarms text cells and leaves numbers alone" {
    printf 'location,sku,on_hand\n=1+1,@x,-5\n' | vmi-ingest -q --spreadsheet-safe > out
    same ",'=1+1,'@x,on_hand,-5,,,,," "$(tail -1 out)"
    printf 'location,sku,on_hand\n=1+1,@x,-5\n' | vmi-ingest -q > out
    same ",=1+1,@x,on_hand,-5,,,,," "$(tail -1 out)"
}

@test "records and rejects do not go to one place" {
    printf 'location,sku,on_hand\nS1,7,3\nS1,8,x\n' > feed
    status 2 vmi-ingest -o both.csv -r both.csv feed
    says "--rejects and the output are the same: both.csv"
    [ ! -e both.csv ]
    status 2 vmi-ingest -r - feed
    says "--rejects and the output are the same: -"
    status 1 vmi-ingest -q -o records.csv -r - feed
    [ "$(wc -l < out)" = 2 ]
}
