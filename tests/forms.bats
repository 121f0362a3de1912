#!/usr/bin/env bats
# Numbers and dates as customers write them: what a file proves is taken and said, what it does not is set aside.
load helpers

golden() { same "$1" "$(tail -n +2 out)"; }
numbers() { same "$1" "$(tail -n +2 out | cut -d, -f5 | paste -sd' ')"; }
days() { same "$1" "$(tail -n +2 out | cut -d, -f1 | paste -sd' ')"; }

# column NAME CELL...: a file with a row for each cell.
column() {
    local name=$1 cell
    shift
    printf 'location;sku;%s\n' "$name"
    for cell; do printf 'L;a;%s\n' "$cell"; done
}

@test "a decimal comma is one where the whole column proves it, from a file and from a pipe" {
    column on_hand 7 1.234 13,75 2.500,5 > file
    status 0 vmi-ingest file
    numbers "7 1234 13.75 2500.5"
    says "file: on_hand: numbers have a decimal comma, as '13,75' shows"
    status 0 bash -c 'cat file | vmi-ingest'
    numbers "7 1234 13.75 2500.5"
}

@test "a decimal point and commas between thousands likewise" {
    column on_hand 7 1,234 12.5 > file
    status 0 vmi-ingest file
    numbers "7 1234 12.5"
}

@test "what could be either is set aside, or read with a point and said" {
    column on_hand 7 1,234 2,500 > file
    status 1 vmi-ingest -r rejects file
    numbers 7
    says "file:3: on_hand: '1,234' has a mark that is decimal or parts thousands, and no other cell tells which; --decimal says"
    column on_hand 7 1.234 > file
    status 0 vmi-ingest file
    numbers "7 1.234"
    says "file: on_hand: numbers such as '1.234' were read with a decimal point; it could part thousands (--decimal says)"
}

@test "a column that contradicts itself has plain decimal points alone" {
    column on_hand 13,75 12.5 1.234 3 > file
    status 1 vmi-ingest file
    numbers "12.5 3"
    says "'13,75' has a decimal mark that others of the column contradict"
}

@test "another column of the file proves what a column cannot, unless two prove different things" {
    printf 'location;sku;on_hand;on_hold\nL;a;1,234;2,5\n' > file
    status 0 vmi-ingest file
    numbers "1.234 2.5"
    says "file: on_hand: numbers have a decimal comma, as in column 'on_hold'"
    printf 'location;sku;on_hand;on_hold;allocated\nL;a;1,234;2,5;2.5\n' > file
    status 1 vmi-ingest file
    numbers "2.5 2.5"
}

@test "--decimal stands over what is found" {
    column on_hand 1.234 1,5 > file
    status 0 vmi-ingest --decimal=comma file
    numbers "1234 1.5"
    ! grep -q 'decimal' err
    status 1 vmi-ingest --decimal=point file
    numbers 1.234
    status 2 vmi-ingest --decimal=dot file
}

@test "signs behind numbers and blanks between thousands leave no doubt" {
    column on_hand '5-' '(7)' '1 234' "1'234.5" > file
    status 0 vmi-ingest file
    numbers "-5 -7 1234 1234.5"
}

@test "day, month and year are in the order that the whole column proves" {
    column 'date;sold' '03/04/2026;1' '21/04/2026;2' > file
    status 0 vmi-ingest file
    days "2026-04-03 2026-04-21"
    says "file: date: dates are day, month, year, as '21/04/2026' shows"
    column 'date;sold' '03/04/2026;1' '04/21/2026;2' > file
    status 0 vmi-ingest file
    days "2026-03-04 2026-04-21"
    column 'date;sold' '03/04/2026;1' '04/05/2026;2' '06/06/2026;3' '2026-01-02;4' > file
    status 1 vmi-ingest -r rejects file
    days "2026-06-06 2026-01-02"
    says "'03/04/2026' can be read as several dates, and no other cell tells which; --dates says the order of its parts"
    status 0 vmi-ingest --dates=mdy rejects
    days "2026-03-04 2026-04-05"
    column 'date;sold' '03/04/2026;1' '21/04/2026;2' '04/21/2026;3' > file
    status 1 vmi-ingest file
    days ""
    says "'21/04/2026' is a date of a form that others of the column contradict"
}

@test "days of spreadsheets, months and weeks without marks, years of two digits" {
    column 'date;sold' '45982;1' '45983.5;2' > file
    status 0 vmi-ingest file
    days "2025-11-21 2025-11-22"
    column 'date;sold' '202611;1' '202612;2' > file
    status 1 vmi-ingest file
    status 0 vmi-ingest --dates=yyyymm file
    golden "2026-11-01,L,a,sold,1,,,,,2026-11-30
2026-12-01,L,a,sold,2,,,,,2026-12-31"
    column 'date;sold' '202611;1' '202647;2' > file
    status 0 vmi-ingest file
    golden "2026-03-09,L,a,sold,1,,,,,2026-03-15
2026-11-16,L,a,sold,2,,,,,2026-11-22"
    column 'date;sold' '21.11.26;1' > file
    status 1 vmi-ingest file
    status 0 vmi-ingest --dates=dmy file
    days 2026-11-21
    status 1 vmi-ingest --dates=iso file
}

@test "a time without an offset gives its day, and that is said" {
    column 'date;sold' '2026-11-21 23:30:00;1' '2026-11-21T06:30:00+01:00;2' > file
    status 0 vmi-ingest file
    days "2026-11-21 2026-11-21T06:30:00+01:00"
    says "file: date: times without an offset, such as '2026-11-21 23:30:00': their day alone is taken"
}

@test "texts of JSON are read as cells of CSV are, and numbers as numbers" {
    echo '[{"location":"L","sku":"a","on_hand":"13,75"},{"location":"L","sku":"b","on_hand":"1.234"},{"location":"L","sku":"c","on_hand":1.234}]' > file
    status 0 vmi-ingest file
    numbers "13.75 1234 1.234"
}

@test "a file that has to be looked through first fails when it cannot be kept aside" {
    mkdir closed && column on_hand 13,75 > file
    status 0 env TMPDIR="$PWD/closed" bash -c 'cat file | vmi-ingest'
    [ -z "$(ls closed)" ]
    status 4 env TMPDIR="$PWD/nowhere" bash -c 'cat file | vmi-ingest -o result'
    [ ! -e result ]
    says "cannot be kept aside to be looked through first (TMPDIR)"
    status 0 env TMPDIR="$PWD/nowhere" vmi-ingest file
}
