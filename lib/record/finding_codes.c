/*
 * The registry of findings: what each tool that finds something may find. A code means one thing, whoever finds it.
 */
#include "vmi/finding.h"

#define AGREE "vmi-agree"
#define PLAN  "vmi-plan"
#define KPI   "vmi-kpi"

// clang-format off
const struct vmi_finding_row vmi_finding_codes[VMI_FINDING_CODES] = {
    /* what the parties agreed */
    [VMI_FINDING_RULE_MATCHES_NOTHING] = {"rule_matches_nothing", "warning", AGREE,
        "no item is matched by the rule"},
    [VMI_FINDING_RULE_OVERRIDDEN] = {"rule_overridden", "warning", AGREE,
        "later rules or rows set everything that the rule sets"},
    [VMI_FINDING_RULE_EXPIRED] = {"rule_expired", "note", AGREE,
        "the last day of the rule is past"},
    [VMI_FINDING_RULES_OVERLAP] = {"rules_overlap", "warning", AGREE,
        "two rules set a term differently for the same items and days, and neither is an exception within "
        "the other"},
    [VMI_FINDING_RULE_WITHOUT_REASON] = {"rule_without_reason", "note", AGREE,
        "a rule with dates gives no reason"},
    [VMI_FINDING_MIN_ABOVE_MAX] = {"min_above_max", "error", AGREE,
        "min is above max"},
    [VMI_FINDING_MIN_DAYS_ABOVE_MAX_DAYS] = {"min_days_above_max_days", "error", AGREE,
        "min_days is above max_days"},
    [VMI_FINDING_ORDER_MIN_ABOVE_ORDER_MAX] = {"order_min_above_order_max", "error", AGREE,
        "order_min is above order_max"},
    [VMI_FINDING_MULTIPLE_ABOVE_CAP] = {"multiple_above_cap", "error", AGREE,
        "not one order_multiple fits under stock_cap: nothing is ever ordered"},
    [VMI_FINDING_MULTIPLE_NOT_OF_QUANTUM] = {"multiple_not_of_quantum", "warning", AGREE,
        "order_multiple is no multiple of quantum"},
    [VMI_FINDING_MULTIPLE_ABOVE_ORDER_MAX] = {"multiple_above_order_max", "error", AGREE,
        "order_max is below one order_multiple: nothing is ever ordered"},
    [VMI_FINDING_ORDER_MIN_ABOVE_CAP] = {"order_min_above_cap", "error", AGREE,
        "order_min does not fit under stock_cap: nothing is ever ordered"},
    [VMI_FINDING_MIN_ABOVE_CAP] = {"min_above_cap", "warning", AGREE,
        "stock_cap is below min, and cuts it"},
    [VMI_FINDING_CAP_DAYS_BELOW_MIN_DAYS] = {"cap_days_below_min_days", "warning", AGREE,
        "stock_cap_days is below min_days, and cuts min"},
    [VMI_FINDING_REVIEW_NOT_ORDER_DAYS] = {"review_not_order_days", "warning", AGREE,
        "review_period is not the longest gap of order_days, which stands"},
    [VMI_FINDING_SHELF_LIFE_BELOW_LEAD_TIME] = {"shelf_life_below_lead_time", "error", AGREE,
        "the item expires before it can arrive"},
    [VMI_FINDING_REMAINING_LIFE_ABOVE_SHELF_LIFE] = {"remaining_life_above_shelf_life", "error", AGREE,
        "no lot can have min_remaining_life left"},
    [VMI_FINDING_TRANSIT_ABOVE_LEAD_TIME] = {"transit_above_lead_time", "warning", AGREE,
        "goods would be shipped before they are ordered"},
    [VMI_FINDING_CAN_ORDER_BELOW_MIN] = {"can_order_below_min", "warning", AGREE,
        "can_order is not above min: the item never goes along with others"},
    [VMI_FINDING_TERM_UNUSED] = {"term_unused", "warning", AGREE,
        "no tool uses the term under the policies in force"},
    [VMI_FINDING_TERM_MISSING] = {"term_missing", "error", AGREE,
        "the policy in force needs a term that is not given: no min and max"},
    [VMI_FINDING_TARGET_UNKNOWN_METRIC] = {"target_unknown_metric", "error", AGREE,
        "a target on a metric that is not there"},
    [VMI_FINDING_TARGET_NOT_A_RATIO] = {"target_not_a_ratio", "error", AGREE,
        "a target outside 0 to 1 on a metric that is a ratio"},
    [VMI_FINDING_TARGETS_CONFLICT] = {"targets_conflict", "error", AGREE,
        "two targets that cannot both be met"},
    [VMI_FINDING_TARGET_MATCHES_NOTHING] = {"target_matches_nothing", "warning", AGREE,
        "no item is matched by the target"},
    [VMI_FINDING_SHIPMENT_MATCHES_NOTHING] = {"shipment_matches_nothing", "warning", AGREE,
        "no item is matched by the shipment"},
    [VMI_FINDING_CALENDAR_UNUSED] = {"calendar_unused", "note", AGREE,
        "no term names the calendar"},
    [VMI_FINDING_CALENDAR_ENDED] = {"calendar_ended", "warning", AGREE,
        "the calendar knows no closed day any more"},
    [VMI_FINDING_ORDER_DAYS_ENDED] = {"order_days_ended", "error", AGREE,
        "order_days have no day left to order on"},
    /* open orders and supply */
    [VMI_FINDING_CANCEL] = {"cancel", "warning", PLAN,
        "an open receipt brings the position above max by more than the dampener allows: so much of it is "
        "not needed"},
    [VMI_FINDING_DEFER] = {"defer", "warning", PLAN,
        "an open receipt comes long before it is needed"},
    [VMI_FINDING_EXPEDITE] = {"expedite", "warning", PLAN,
        "an open receipt comes too late: stock runs out, or falls to the safety stock, before it"},
    [VMI_FINDING_LATE_RECEIPT] = {"late_receipt", "warning", PLAN,
        "an open receipt comes too late, and the item was ordered anew under late_supply=reorder: cancel "
        "or defer it"},
    [VMI_FINDING_SHORT_SUPPLY] = {"short_supply", "warning", PLAN,
        "the source does not have so much of the item for the location"},
    [VMI_FINDING_LOAD_WAITS] = {"load_waits", "warning", PLAN,
        "so much of the item is in a load that stays under its minimum, and waits"},
    /* service and the corridor */
    [VMI_FINDING_STOCKOUT] = {"stockout", "error", KPI,
        "there is no usable stock, and there is demand or something is owed; quantity is what is short at "
        "the worst, through the day on which an order of today would come"},
    [VMI_FINDING_STOCKOUT_AHEAD] = {"stockout_ahead", "error", KPI,
        "stock runs out within the lead time if nothing more is ordered; quantity is what is short at the "
        "worst within it"},
    [VMI_FINDING_BELOW_MIN] = {"below_min", "warning", KPI,
        "the position is at or below min (by the term trigger), as vmi-threshold says; quantity is what "
        "lacks to min"},
    [VMI_FINDING_BELOW_MIN_AHEAD] = {"below_min_ahead", "note", KPI,
        "stock falls below min within the lead time if nothing more is ordered; quantity is what lacks to "
        "min at the worst"},
    [VMI_FINDING_ABOVE_MAX] = {"above_max", "warning", KPI,
        "the position is at or above max and one order_multiple, as vmi-threshold says; quantity is what "
        "is beyond max"},
    [VMI_FINDING_ABOVE_MAX_AHEAD] = {"above_max_ahead", "note", KPI,
        "a receipt brings stock above max within the lead time; quantity is what is beyond max at the "
        "worst"},
    [VMI_FINDING_CONFIRMATION_OVERDUE] = {"confirmation_overdue", "warning", KPI,
        "an order line was not confirmed within confirm_days (exception unconfirmed of vmi-track); "
        "quantity is what is open"},
    [VMI_FINDING_SHIP_NOTICE_OVERDUE] = {"ship_notice_overdue", "warning", KPI,
        "an order line had to be shipped by now to come in time, and no notice says so (exception "
        "ship_notice_overdue of vmi-track); quantity is what no notice is about"},
    [VMI_FINDING_RECEIPT_OVERDUE] = {"receipt_overdue", "error", KPI,
        "an order line is due and not received (exception overdue of vmi-track); quantity is what is open"},
    [VMI_FINDING_FORECAST_BIASED] = {"forecast_biased", "warning", KPI,
        "the forecasts of up to 12 past buckets lean to one side: their tracking signal is beyond 4, and "
        "further than chance takes it; quantity is the sum of the errors"},
    [VMI_FINDING_DEMAND_SPIKE] = {"demand_spike", "warning", KPI,
        "the demand of the last closed day or bucket is far beyond the usual, by the rule of Hampel; "
        "quantity is what is beyond the median"},
    [VMI_FINDING_EXCESS] = {"excess", "note", KPI,
        "stock is more than the item sells in excess_days at its own pace, where sales are reported and it is known for "
        "four weeks (or excess_days, where these are less); quantity is what is beyond it"},
    [VMI_FINDING_NO_MOVEMENT] = {"no_movement", "note", KPI,
        "there is stock, and nothing moved it for obsolete_days: no flow, and no level that differs from what was there; "
        "date is the last movement"},
    [VMI_FINDING_EXPIRING] = {"expiring", "warning", KPI,
        "lots expire before expected demand uses them up; quantity is what will be left, date when the "
        "first of it expires"},
    [VMI_FINDING_SHORT_DATED] = {"short_dated", "warning", KPI,
        "a lot that is still in stock came with less life left than min_remaining_life; date is its receipt"},
    [VMI_FINDING_EXPIRED] = {"expired", "error", KPI,
        "stock was stated or received whose lot has expired; it is not counted as stock"},
};
// clang-format on

int vmi_finding_rank(struct vmi_slice severity)
{
    return vmi_slice_is(severity, "error") ? 0 : vmi_slice_is(severity, "warning") ? 1 : 2;
}
