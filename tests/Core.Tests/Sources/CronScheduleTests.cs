using System.Globalization;
using Fabric.Sources;
using FsCheck;
using FsCheck.Fluent;

namespace Fabric.Core.Tests.Sources;

public sealed class CronScheduleTests
{
    [Theory]
    [InlineData("* * * * *", "2026-01-01 00:00:00", "2026-01-01 00:01:00 | 2026-01-01 00:02:00")]
    [InlineData("* * * * *", "2026-01-01 00:00:59", "2026-01-01 00:01:00")]
    [InlineData("* * * * * *", "2026-01-01 00:00:59", "2026-01-01 00:01:00 | 2026-01-01 00:01:01")]
    [InlineData("*/10 * * * * *", "2026-01-01 00:00:55", "2026-01-01 00:01:00 | 2026-01-01 00:01:10")]
    [InlineData("15,45 30 12 * * ?", "2026-01-01 12:30:15", "2026-01-01 12:30:45 | 2026-01-02 12:30:15")]
    [InlineData("*/15 * * * *", "2026-01-01 00:46:00", "2026-01-01 01:00:00 | 2026-01-01 01:15:00")]
    [InlineData("5/20 * * * *", "2026-01-01 00:00:00", "2026-01-01 00:05:00 | 2026-01-01 00:25:00 | 2026-01-01 00:45:00 | 2026-01-01 01:05:00")]
    [InlineData("10-30/10 1 * * *", "2026-01-01 01:20:00", "2026-01-01 01:30:00 | 2026-01-02 01:10:00")]
    [InlineData("0 9-17 * * MON-FRI", "2026-01-02 17:00:00", "2026-01-05 09:00:00")]
    [InlineData("0 0 * * 7", "2026-01-01 00:00:00", "2026-01-04 00:00:00")]
    [InlineData("0 0 * * sun", "2026-01-01 00:00:00", "2026-01-04 00:00:00")]
    [InlineData("0 0 * * FRI-SUN", "2026-01-01 00:00:00", "2026-01-02 00:00:00 | 2026-01-03 00:00:00 | 2026-01-04 00:00:00 | 2026-01-09 00:00:00")]
    [InlineData("0 0 * * 5-7", "2026-01-04 00:00:00", "2026-01-09 00:00:00")]
    [InlineData("0 0 1 JAN,jul *", "2026-01-01 00:00:00", "2026-07-01 00:00:00 | 2027-01-01 00:00:00")]
    [InlineData("0 0 31 * *", "2026-01-31 00:00:00", "2026-03-31 00:00:00 | 2026-05-31 00:00:00")]
    [InlineData("0 0 29 2 *", "2026-01-01 00:00:00", "2028-02-29 00:00:00 | 2032-02-29 00:00:00")]
    [InlineData("0 0 29 2 *", "2097-01-01 00:00:00", "2104-02-29 00:00:00")]
    [InlineData("0 0 13 * FRI", "2026-01-02 00:00:00", "2026-01-09 00:00:00 | 2026-01-13 00:00:00 | 2026-01-16 00:00:00")]
    [InlineData("0 0 */2 * MON", "2026-01-01 00:00:00", "2026-01-05 00:00:00 | 2026-01-19 00:00:00")]
    [InlineData("0 0 ? * MON", "2026-01-01 00:00:00", "2026-01-05 00:00:00 | 2026-01-12 00:00:00")]
    [InlineData("0 0 30 2 MON", "2026-01-27 00:00:00", "2026-02-02 00:00:00")]
    [InlineData("59 23 31 12 *", "2026-12-31 23:59:00", "2027-12-31 23:59:00")]
    [InlineData("@yearly", "2026-01-01 00:00:00", "2027-01-01 00:00:00")]
    [InlineData("@annually", "2026-01-01 00:00:01", "2027-01-01 00:00:00")]
    [InlineData("@monthly", "2026-01-31 10:00:00", "2026-02-01 00:00:00")]
    [InlineData("@weekly", "2026-01-01 00:00:00", "2026-01-04 00:00:00")]
    [InlineData("@daily", "2026-01-01 00:00:00", "2026-01-02 00:00:00")]
    [InlineData("@midnight", "2026-01-01 23:59:59", "2026-01-02 00:00:00")]
    [InlineData("@Hourly", "2026-01-01 23:59:59", "2026-01-02 00:00:00")]
    [InlineData("@every 10s", "2026-01-01 00:00:03", "2026-01-01 00:00:10 | 2026-01-01 00:00:20")]
    [InlineData("@every 1h30m", "2026-01-01 00:00:00", "2026-01-01 01:30:00 | 2026-01-01 03:00:00")]
    [InlineData("@every 0.5m", "2026-01-01 00:00:00", "2026-01-01 00:00:30")]
    [InlineData("@every 1500ms500ms", "2026-01-01 00:00:00", "2026-01-01 00:00:02")]
    public void Times_follow_one_another(string expression, string after, string expected) =>
        Assert.Equal(expected, Times(Parse(expression, "UTC"), after, expected.Split('|').Length));

    [Theory]
    // Clocks go from 02:00 to 03:00 on 29 March, and from 03:00 back to 02:00 on 25 October.
    [InlineData("30 2 * * *", "2026-03-28 03:00:00+01", "03-29 03:00:00+02 | 03-30 02:30:00+02")]
    [InlineData("*/20 2 * * *", "2026-03-28 03:00:00+01", "03-29 03:00:00+02 | 03-30 02:00:00+02")]
    [InlineData("0,30 2,3 * * *", "2026-03-28 04:00:00+01", "03-29 03:00:00+02 | 03-29 03:30:00+02 | 03-30 02:00:00+02")]
    [InlineData("0 3 * * *", "2026-03-28 03:00:00+01", "03-29 03:00:00+02 | 03-30 03:00:00+02")]
    [InlineData("30 2 * * *", "2026-10-24 03:00:00+02", "10-25 02:30:00+02 | 10-26 02:30:00+01")]
    [InlineData("30 2 * * *", "2026-10-25 02:15:00+01", "10-26 02:30:00+01")]
    [InlineData("0,30 2 * * *", "2026-10-24 03:00:00+02", "10-25 02:00:00+02 | 10-25 02:30:00+02 | 10-26 02:00:00+01")]
    [InlineData("0 3 * * *", "2026-10-24 03:00:00+02", "10-25 03:00:00+01")]
    [InlineData("* 0 2 * * *", "2026-10-25 02:00:58+02", "10-25 02:00:59+02 | 10-26 02:00:00+01")]
    // A schedule of every hour goes on in step.
    [InlineData("30 * * * *", "2026-03-29 00:30:00+01", "03-29 01:30:00+01 | 03-29 03:30:00+02")]
    [InlineData("0 * * * *", "2026-03-29 01:00:00+01", "03-29 03:00:00+02 | 03-29 04:00:00+02")]
    [InlineData("30 * * * *", "2026-10-25 01:30:00+02", "10-25 02:30:00+02 | 10-25 02:30:00+01 | 10-25 03:30:00+01")]
    [InlineData("*/30 * * * *", "2026-10-25 02:00:00+02", "10-25 02:30:00+02 | 10-25 02:00:00+01 | 10-25 02:30:00+01 | 10-25 03:00:00+01")]
    [InlineData("0 * 25 10 *", "2026-05-01 00:00:00+02", "10-25 00:00:00+02 | 10-25 01:00:00+02 | 10-25 02:00:00+02 | 10-25 02:00:00+01")]
    [InlineData("@every 1h", "2026-10-25 02:00:00+02", "10-25 02:00:00+01 | 10-25 03:00:00+01")]
    public void Clocks_that_change_neither_skip_nor_repeat_a_time_of_day(string expression, string after, string expected)
    {
        var schedule = Parse(expression, "Europe/Berlin");
        var at = DateTimeOffset.ParseExact(after, "yyyy-MM-dd HH:mm:sszz", CultureInfo.InvariantCulture);
        var times = expected.Split('|').Select(_ => at = schedule.Next(at)!.Value).ToList();

        Assert.Equal(expected, string.Join(" | ", times.Select(time => time.ToString("MM-dd HH:mm:sszz", CultureInfo.InvariantCulture))));
    }

    [Fact]
    public void A_day_that_a_zone_skipped_altogether_happens_when_it_would_have_ended()
    {
        var next = Parse("0 12 * * *", "Pacific/Apia").Next(new DateTimeOffset(2011, 12, 29, 12, 0, 0, TimeSpan.FromHours(-10)));

        Assert.Equal(new DateTimeOffset(2011, 12, 31, 0, 0, 0, TimeSpan.FromHours(14)), next);
    }

    [Fact]
    public void The_expression_may_name_its_own_time_zone()
    {
        var schedule = Parse("CRON_TZ=America/New_York 0 12 * * *", "UTC");

        Assert.Equal("America/New_York", schedule.Zone.Id);
        Assert.Equal("2026-01-01 17:00:00", Times(schedule, "2026-01-01 00:00:00", 1));
        Assert.Equal("Asia/Tokyo", Parse("TZ=Asia/Tokyo @daily", "UTC").Zone.Id);
    }

    [Theory]
    [InlineData("", "has 0 fields; five are expected")]
    [InlineData("* * * *", "has 4 fields")]
    [InlineData("* * * * * * *", "has 7 fields")]
    [InlineData("60 * * * *", "the minute '60': '60' is none of 0-59")]
    [InlineData("* 24 * * *", "the hour '24': '24' is none of 0-23")]
    [InlineData("* * 0 * *", "the day of month '0': '0' is none of 1-31")]
    [InlineData("* * * 13 *", "the month '13': '13' is none of 1-12 and JAN-DEC")]
    [InlineData("* * * * 8", "the day of week '8': '8' is none of 0-7 and SUN-SAT")]
    [InlineData("* * * MON *", "the month 'MON'")]
    [InlineData("60 * * * * *", "the second '60'")]
    [InlineData("-1 * * * *", "the minute '-1'")]
    [InlineData("1-2-3 * * * *", "the minute '1-2-3'")]
    [InlineData("30-10 * * * *", "the minute '30-10': the range '30-10' ends before it begins")]
    [InlineData("1,,2 * * * *", "the minute '1,,2': '' is none of 0-59")]
    [InlineData("*/0 * * * *", "the minute '*/0': '*/0' has no step that is a number above 0")]
    [InlineData("*/x * * * *", "the minute '*/x'")]
    [InlineData("1/2/3 * * * *", "the minute '1/2/3'")]
    [InlineData("0 0 L * *", "the day of month 'L': 'L' is none of 1-31")]
    [InlineData("61 25 * * *", "the minute '61': '61' is none of 0-59, and no range of them; the hour '25'")]
    [InlineData("0 0 30 2 *", "never happens: no month of '2' has a day 30")]
    [InlineData("0 0 31 4,6,9,NOV *", "never happens: no month of '4,6,9,NOV' has a day 31")]
    [InlineData("@reboot", "'@reboot' is none of @yearly")]
    [InlineData("@daily 5", "'@daily 5' is none of @yearly")]
    [InlineData("@every", "'@every' has no interval of whole seconds")]
    [InlineData("@every 5", "'@every 5' has no interval")]
    [InlineData("@every 0s", "'@every 0s' has no interval")]
    [InlineData("@every 500ms", "'@every 500ms' has no interval")]
    [InlineData("@every 9999999h9999999h", "has no interval")]
    [InlineData("@every 1..5s", "has no interval")]
    [InlineData("CRON_TZ=Mars/Olympus * * * * *", "'Mars/Olympus' is no time zone")]
    [InlineData("CRON_TZ=../../passwd * * * * *", "'../../passwd' is no time zone")]
    [InlineData("CRON_TZ=UTC", "has 0 fields")]
    public void What_is_no_schedule_is_told(string expression, string problem)
    {
        Assert.False(CronSchedule.TryParse(expression, TimeZoneInfo.Utc, out var schedule, out var found));
        Assert.Null(schedule);
        Assert.Contains(problem, found, StringComparison.Ordinal);
    }

    [Fact]
    public void Schedules_are_equal_where_expression_and_zone_are()
    {
        Assert.Equal(Parse("@daily", "UTC"), Parse("@daily", "UTC"));
        Assert.NotEqual(Parse("@daily", "UTC"), Parse("@daily", "Europe/Berlin"));
        Assert.NotEqual(Parse("@daily", "UTC"), Parse("@hourly", "UTC"));
    }

    [Fact]
    public void There_is_no_time_after_the_last() =>
        Assert.Null(Parse("0 0 1 1 *", "UTC").Next(DateTimeOffset.MaxValue));

    [Fact]
    public void The_next_time_is_later_and_no_time_lies_between() =>
        Prop.ForAll(
            Gen.Elements("30 2 * * *", "*/7 * * * *", "0 3 1,15 * 2", "0 */5 * * *", "15 1-3 * 3,10 SUN").ToArbitrary(),
            Gen.Elements("UTC", "Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe", "Asia/Kathmandu").ToArbitrary(),
            Gen.Choose(0, 2 * 365 * 24 * 60).ToArbitrary(),
            (expression, zone, minutes) =>
            {
                var schedule = Parse(expression, zone);
                var after = new DateTimeOffset(2025, 1, 1, 0, 0, 7, TimeSpan.Zero).AddMinutes(minutes);
                var next = schedule.Next(after)!.Value;
                var middle = after + ((next - after) / 2);
                return next > after && next.Second == 0 && schedule.Next(middle) == next
                    && schedule.Next(next.AddTicks(-1)) == next && schedule.Next(next) > next;
            }).QuickCheckThrowOnFailure();

    private static CronSchedule Parse(string expression, string zone)
    {
        Assert.True(CronSchedule.TryParse(expression, TimeZoneInfo.FindSystemTimeZoneById(zone), out var schedule, out _));
        return schedule;
    }

    private static string Times(CronSchedule schedule, string after, int count)
    {
        var at = DateTimeOffset.Parse(after, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        var times = Enumerable.Range(0, count).Select(_ => at = schedule.Next(at)!.Value).ToList();
        return string.Join(" | ", times.Select(time => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)));
    }
}
