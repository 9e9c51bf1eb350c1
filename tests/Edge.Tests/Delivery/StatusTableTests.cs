using Fabric.Delivery;
using Fabric.Edge.Delivery;

namespace Fabric.Edge.Tests.Delivery;

public sealed class StatusTableTests
{
    [Theory]
    [InlineData(200, DeliveryStatus.Delivered)]
    [InlineData(201, DeliveryStatus.Delivered)]
    [InlineData(202, DeliveryStatus.Delivered)]
    [InlineData(204, DeliveryStatus.Delivered)]
    [InlineData(299, DeliveryStatus.Delivered)]
    [InlineData(100, DeliveryStatus.Failed)]
    [InlineData(101, DeliveryStatus.Failed)]
    [InlineData(300, DeliveryStatus.Failed)]
    [InlineData(302, DeliveryStatus.Failed)]
    [InlineData(304, DeliveryStatus.Failed)]
    [InlineData(308, DeliveryStatus.Failed)]
    [InlineData(400, DeliveryStatus.Failed)]
    [InlineData(401, DeliveryStatus.Failed)]
    [InlineData(403, DeliveryStatus.Failed)]
    [InlineData(404, DeliveryStatus.Retryable)]
    [InlineData(405, DeliveryStatus.Failed)]
    [InlineData(408, DeliveryStatus.Retryable)]
    [InlineData(409, DeliveryStatus.Retryable)]
    [InlineData(410, DeliveryStatus.Failed)]
    [InlineData(413, DeliveryStatus.Failed)]
    [InlineData(415, DeliveryStatus.Failed)]
    [InlineData(422, DeliveryStatus.Failed)]
    [InlineData(429, DeliveryStatus.Retryable)]
    [InlineData(499, DeliveryStatus.Failed)]
    [InlineData(500, DeliveryStatus.Retryable)]
    [InlineData(501, DeliveryStatus.Retryable)]
    [InlineData(503, DeliveryStatus.Retryable)]
    [InlineData(599, DeliveryStatus.Retryable)]
    [InlineData(600, DeliveryStatus.Retryable)]
    [InlineData(999, DeliveryStatus.Retryable)]
    public void Each_code_means_what_the_data_plane_contract_says(int code, DeliveryStatus expected) =>
        Assert.Equal(expected, StatusTable.Classify(code));
}
