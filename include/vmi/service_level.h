/*
 * service_level.h: the level of stock that gives a service, and the service that a level gives.
 *
 * Two services: the cycle service, the probability that demand until the next delivery is met (type 1), and the fill,
 * the share of demand that is met from stock (type 2). Four policies, by their usual letters: a lot Q at the reorder
 * point (r,Q), watched all the time; at reviews up to S (R,S); at reviews lots of Q while the position is at or below s
 * (R,s,nQ); at reviews up to S when the position is at or below s (R,s,S). What is short waits (backorders); where it is
 * lost, the fill is a little higher. The position is what is on hand and on order, less what is owed.
 *
 * Services are shares between 0 and 1, neither of which a level can promise: NaN. NaN also when a distribution is
 * undefined, a figure is NaN, or the equation has no meaning. Demand that is on a lattice (discrete) has levels on it:
 * the smallest that reaches the service, where one that is short of it by rounding, 1e-12 of the smaller of service and
 * the rest, will do. Levels may be below 0, as the equations have it: the caller says whether that is of use. Where
 * there is no demand at all the fill is 1 and its level is 0.
 *
 * Sources: Hadley and Whitin, Analysis of Inventory Systems (1963), chapters 4 and 5; Axsater, Inventory Control,
 * chapter 5; Silver, Pyke and Thomas, Inventory and Production Management in Supply Chains, chapters 6 and 7; Silver
 * and Bischak, The exact fill rate in a periodic review base stock system under normally distributed demand (2011).
 */
#ifndef VMI_SERVICE_LEVEL_H
#define VMI_SERVICE_LEVEL_H

#include "vmi/arena.h"
#include "vmi/distribution.h"

/*
 * Demand over the times that an order must serve; demand of separate times is independent. What a review period adds
 * to the shortage is short over COVERED less short over LEAD, both from one level. Without a review period, REVIEW_MEAN
 * 0 with demand over COVERED, review is continuous and the rules are those of (r,Q).
 */
struct vmi_protection {
    struct vmi_distribution covered; /* over P = lead time + review period */
    struct vmi_distribution lead;    /* over the lead time alone */
    struct vmi_distribution review;  /* over one review period; used by (R,s,S) alone */
    double review_mean;              /* mean demand of a review period, R d */
};

/* The level that demand over COVERED does not exceed with probability SERVICE. */
double vmi_level_cycle(const struct vmi_distribution *covered, double service);

/*
 * (r,Q): LEVEL is r, LOT is Q, and the fill 1 - (n(r) - n(r+Q))/Q with n(y) = E(X - y)+ over the lead time: exact where
 * demand comes in small pieces; where it comes in large ones, the probability of stock (ready rate). On a lattice a
 * level between two points is the one below. With LOT at or below 0 it is base stock: the lot is one step of the
 * lattice, so that r is S - 1 of (S-1,S), and in the limit P(X <= r) otherwise.
 */
double vmi_fill_rq(const struct vmi_distribution *lead, double level, double lot);
double vmi_level_fill_rq(const struct vmi_distribution *lead, double lot, double fill);

/* What (r,Q) comes to, in units. The position is uniform on r+1..r+Q of a lattice, or on r to r+Q. */
struct vmi_rq_stock {
    double fill;
    double short_share;     /* 1 - fill, with all its digits */
    double backorders;      /* owed, on average over time */
    double on_hand;         /* on average over time */
    double short_per_cycle; /* owed when a lot comes in, on average: n(r) */
};

struct vmi_rq_stock vmi_rq_evaluate(const struct vmi_distribution *lead, double level, double lot);

/* (R,S): 1 - (n(S) over COVERED - n(S) over LEAD)/REVIEW_MEAN. */
double vmi_fill_rs(const struct vmi_protection *p, double level);
double vmi_level_fill_rs(const struct vmi_protection *p, double fill);

/*
 * (R,s,nQ): LEVEL is s; after a review the position is uniform on s+1..s+Q of a lattice, or on s to s+Q, and the fill is
 * the mean of that of (R,S) over it. LOT is rounded to whole steps of a lattice; at or below 0 it is one step, or none.
 */
double vmi_fill_rsnq(const struct vmi_protection *p, double level, double lot);
double vmi_level_fill_rsnq(const struct vmi_protection *p, double lot, double fill);

/*
 * (R,s,S): LEVEL is s, WIDTH is S - s; after a review the position is S - x with the frequency of x, below WIDTH, among
 * the sums of demand of review periods (renewal), and the fill is the mean of that of (R,S) over it. Exact on a lattice
 * of up to some 4096 steps within WIDTH, fewer where demand reaches far; else by a finer lattice and six-point
 * polynomials, to 1e-6 of the fill; to 1e-5, and 5e-5 of a fill below 0.8, where the deviation of demand in a review
 * period is above twice its mean or near a thousandth of WIDTH, and to 1e-3 where it is next to none. Normal demand
 * below 0 counts as 0 in the sums. WIDTH is rounded to whole steps of a lattice; at or below 0 it is (R,S), with S = s
 * plus one step of a lattice. The work is done in ARENA; nothing in it is needed afterwards.
 */
double vmi_fill_rss(const struct vmi_protection *p, double level, double width, struct vmi_arena *arena);
double vmi_level_fill_rss(const struct vmi_protection *p, double width, double fill, struct vmi_arena *arena);

/*
 * How far below s the position is when it is found at or below s, at a review, having begun at S = s + WIDTH.
 *
 * The first form is exact as above; the second is what it tends to as WIDTH grows, E D^2/(2 E D) less half a step of a
 * lattice, a good guide from a WIDTH of two review periods' demand; Silver, Pyke and Thomas, chapter 7; Baganha, Pyke
 * and Ferrer, The undershoot of the reorder point (1996). NaN without demand.
 */
struct vmi_undershoot {
    double mean, variance;
};

struct vmi_undershoot vmi_undershoot_exact(const struct vmi_distribution *review, double width,
                                           struct vmi_arena *arena);
struct vmi_undershoot vmi_undershoot_limit(const struct vmi_distribution *review);

#endif
