// The proleptic Gregorian calendar.
#include "runtime/modules/datetime/datetime.h"

namespace typhon::datetime {
namespace {

constexpr int kDaysInMonth[] = {0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
constexpr int kDaysBefore[] = {0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
constexpr int kDaysIn4 = 1461, kDaysIn100 = 36524, kDaysIn400 = 146097;

int daysBeforeYear(int year) {
  int y = year - 1;
  return y * 365 + y / 4 - y / 100 + y / 400;
}

}  // namespace

bool isLeap(int year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }
int daysInMonth(int year, int month) { return month == 2 && isLeap(year) ? 29 : kDaysInMonth[month]; }
int daysBeforeMonth(int year, int month) { return kDaysBefore[month] + (month > 2 && isLeap(year)); }
int ordinalOf(int year, int month, int day) { return daysBeforeYear(year) + daysBeforeMonth(year, month) + day; }

void fromOrdinal(int ordinal, int* year, int* month, int* day) {
  int n = ordinal - 1;
  int n400 = n / kDaysIn400;
  n %= kDaysIn400;
  int n100 = n / kDaysIn100;
  n %= kDaysIn100;
  int n4 = n / kDaysIn4;
  n %= kDaysIn4;
  int n1 = n / 365;
  n %= 365;
  *year = n400 * 400 + 1 + n100 * 100 + n4 * 4 + n1;
  if (n1 == 4 || n100 == 4) {
    // The last day of a leap year.
    *year -= 1;
    *month = 12;
    *day = 31;
    return;
  }
  bool leap = n1 == 3 && (n4 != 24 || n100 == 3);
  *month = (n + 50) >> 5;  // never too small, and too large by at most one
  int before = kDaysBefore[*month] + (*month > 2 && leap);
  if (before > n) {
    --*month;
    before -= *month == 2 && leap ? 29 : kDaysInMonth[*month];
  }
  *day = n - before + 1;
}

int isoWeekOneMonday(int year) {
  int first = ordinalOf(year, 1, 1);
  int weekday = (first + 6) % 7;
  int monday = first - weekday;
  return weekday > 3 ? monday + 7 : monday;
}

int fromIsoWeek(int year, int week, int weekday, int* y, int* m, int* d) {
  if (year < kMinYear || year > kMaxYear) return -4;
  if (week <= 0 || week >= 53) {
    bool ok = false;
    if (week == 53) {
      // Years have 53 weeks that begin on a Thursday, or on a Wednesday when they are leap years.
      int first = weekdayOf(year, 1, 1);
      ok = first == 3 || (first == 2 && isLeap(year));
    }
    if (!ok) return -2;
  }
  if (weekday <= 0 || weekday >= 8) return -3;
  int ordinal = isoWeekOneMonday(year) + (week - 1) * 7 + weekday - 1;
  if (ordinal < 1 || ordinal > kMaxOrdinal) return -4;
  fromOrdinal(ordinal, y, m, d);
  return 0;
}

bool checkDate(Thread* t, int year, int month, int day) {
  if (year < kMinYear || year > kMaxYear) return raise(t, exc::ValueError, "year {} is out of range", year);
  if (month < 1 || month > 12) return raise(t, exc::ValueError, "month must be in 1..12");
  if (day < 1 || day > daysInMonth(year, month)) return raise(t, exc::ValueError, "day is out of range for month");
  return true;
}

bool checkTime(Thread* t, int hour, int minute, int second, int micros, int fold) {
  if (hour < 0 || hour > 23) return raise(t, exc::ValueError, "hour must be in 0..23");
  if (minute < 0 || minute > 59) return raise(t, exc::ValueError, "minute must be in 0..59");
  if (second < 0 || second > 59) return raise(t, exc::ValueError, "second must be in 0..59");
  if (micros < 0 || micros > 999999) return raise(t, exc::ValueError, "microsecond must be in 0..999999");
  if (fold != 0 && fold != 1) return raise(t, exc::ValueError, "fold must be either 0 or 1");
  return true;
}

}  // namespace typhon::datetime
