/*
 * The states of an order line, and what brings it from one to another.
 */
#include "vmi/track.h"

// clang-format off
const struct vmi_line_status_row vmi_line_statuses[VMI_LINE_STATUSES] = {
    [VMI_LINE_NONE] = {"", false, "", "", "", ""},
    [VMI_LINE_OPEN] = {"open", false, "", "", "", "ordered, and nothing was answered yet"},
    [VMI_LINE_CONFIRMED] = {"confirmed", false, "IA", "5", "", "confirmed as it was ordered"},
    [VMI_LINE_CHANGED] = {"changed", false, "IC", "6", "", "confirmed in another quantity or for another day"},
    [VMI_LINE_BACKORDERED] = {"backordered", false, "IB", "6", "BP", "confirmed, but a part of it for no day that is told"},
    [VMI_LINE_REJECTED] = {"rejected", true, "IR", "7", "", "nothing of it was confirmed"},
    [VMI_LINE_SHIPPED] = {"shipped", false, "AC", "5", "", "a ship notice came, and nothing has arrived yet"},
    [VMI_LINE_PARTLY_RECEIVED] = {"partly_received", false, "", "", "BP", "a part has arrived, and the rest is still to come"},
    [VMI_LINE_RECEIVED] = {"received", true, "", "", "", "all that was ordered has arrived"},
    [VMI_LINE_OVER_RECEIVED] = {"over_received", true, "", "", "AC", "more has arrived than was ordered"},
    [VMI_LINE_CLOSED_SHORT] = {"closed_short", true, "", "", "CP", "less has arrived than was ordered, and the rest will not come"},
    [VMI_LINE_CANCELLED] = {"cancelled", true, "ID", "2", "", "cancelled before anything of it was shipped"},
};

const struct vmi_line_exception_row vmi_line_exceptions[VMI_EXCEPTIONS] = {
    [VMI_EXCEPTION_UNCONFIRMED] = {"unconfirmed", "not confirmed within confirm_days of the order"},
    [VMI_EXCEPTION_PROMISED_LATE] = {"promised_late", "promised for a day after that on which it is due"},
    [VMI_EXCEPTION_SHIP_NOTICE_OVERDUE] = {"ship_notice_overdue", "not all of it is shipped, transit_time before it is due or later"},
    [VMI_EXCEPTION_OVERDUE] = {"overdue", "the day on which it is due is over, and something is still to come"},
    [VMI_EXCEPTION_RECEIPT_DIFFERS] = {"receipt_differs", "another quantity has arrived than the ship notices told"},
    [VMI_EXCEPTION_UNORDERED] = {"unordered", "received without an order"},
    [VMI_EXCEPTION_OVER_TOLERANCE] = {"over_tolerance", "more has arrived than ordered and receipt_tolerance allow"},
    [VMI_EXCEPTION_LATE_CANCEL] = {"late_cancel", "cancelled when it was shipped or received already, which stands"},
    [VMI_EXCEPTION_MATCHED] = {"matched", "receipts that name no order were taken for this line, the oldest that was open"},
};

/*
 * The whole machine. Goods that moved speak louder than papers: nothing but a receipt changes what has arrived, and a
 * confirmation that comes late changes nothing of what was shipped. An order that is stated anew is open anew, since what
 * was confirmed was another one; so is one that is confirmed after it was cancelled.
 */
enum { NON = VMI_LINE_NONE, OPN = VMI_LINE_OPEN, CON = VMI_LINE_CONFIRMED, CHA = VMI_LINE_CHANGED,
       BAC = VMI_LINE_BACKORDERED, REJ = VMI_LINE_REJECTED, SHI = VMI_LINE_SHIPPED, PAR = VMI_LINE_PARTLY_RECEIVED,
       REC = VMI_LINE_RECEIVED, OVE = VMI_LINE_OVER_RECEIVED, SHO = VMI_LINE_CLOSED_SHORT, CAN = VMI_LINE_CANCELLED };

static const unsigned char next[VMI_LINE_STATUSES][VMI_LINE_EVENTS] = {
    /*        ordered confirmed changed backordered rejected shipped cut cancelled part all over short */
    [NON] = {OPN,     CON,      CHA,    BAC,        REJ,     SHI,    CAN, CAN,     PAR, REC, OVE, SHO},
    [OPN] = {OPN,     CON,      CHA,    BAC,        REJ,     SHI,    OPN, CAN,     PAR, REC, OVE, SHO},
    [CON] = {OPN,     CON,      CHA,    BAC,        REJ,     SHI,    CON, CAN,     PAR, REC, OVE, SHO},
    [CHA] = {OPN,     CON,      CHA,    BAC,        REJ,     SHI,    CHA, CAN,     PAR, REC, OVE, SHO},
    [BAC] = {OPN,     CON,      CHA,    BAC,        REJ,     SHI,    BAC, CAN,     PAR, REC, OVE, SHO},
    [REJ] = {OPN,     CON,      CHA,    BAC,        REJ,     SHI,    REJ, REJ,     PAR, REC, OVE, SHO},
    [SHI] = {SHI,     SHI,      SHI,    SHI,        SHI,     SHI,    SHI, SHI,     PAR, REC, OVE, SHO},
    [PAR] = {PAR,     PAR,      PAR,    PAR,        PAR,     PAR,    PAR, PAR,     PAR, REC, OVE, SHO},
    [REC] = {REC,     REC,      REC,    REC,        REC,     REC,    REC, REC,     PAR, REC, OVE, SHO},
    [OVE] = {OVE,     OVE,      OVE,    OVE,        OVE,     OVE,    OVE, OVE,     PAR, REC, OVE, SHO},
    [SHO] = {SHO,     SHO,      SHO,    SHO,        SHO,     SHO,    SHO, SHO,     PAR, REC, OVE, SHO},
    [CAN] = {OPN,     CON,      CHA,    BAC,        CAN,     SHI,    CAN, CAN,     PAR, REC, OVE, SHO},
};
// clang-format on

enum vmi_line_status vmi_line_next(enum vmi_line_status status, enum vmi_line_event event)
{
    return (enum vmi_line_status)next[status][event];
}
