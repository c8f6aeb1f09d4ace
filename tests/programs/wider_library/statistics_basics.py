# statistics.
import statistics as st
from fractions import Fraction

data = [2, 4, 4, 4, 5, 5, 7, 9]
print(st.mean(data), st.fmean(data), st.median([1, 3, 2]))  # expect: 5 5.0 2
print(st.median([1, 2, 3, 4]), st.mode("aabb"), st.multimode("aabb"))  # expect: 2.5 a ['a', 'b']
print(st.pstdev(data), st.pvariance(data), round(st.stdev(data), 6))  # expect: 2.0 4 2.13809
print(st.variance([Fraction(1, 2), Fraction(3, 2)]))  # expect: 1/2
print(st.quantiles(range(1, 11)), st.harmonic_mean([40, 60]))  # expect: [2.75, 5.5, 8.25] 48.0
print(round(st.geometric_mean([54, 24, 36]), 6), st.median_low([1, 2, 3, 4]))  # expect: 36.0 2
print(st.linear_regression([1, 2, 3], [2, 4, 6]))  # expect: LinearRegression(slope=2.0, intercept=0.0)
print(round(st.correlation([1, 2, 3], [1, 3, 2]), 6), st.mean([0.1] * 3))  # expect: 0.5 0.1
try:
    st.mean([])
except st.StatisticsError as e:
    print(type(e).__name__)  # expect: StatisticsError
n = st.NormalDist(100, 15)
print(n.mean, n.stdev, round(n.cdf(115), 6))  # expect: 100.0 15.0 0.841345
print(round(n.inv_cdf(0.975), 4), n + 5)  # expect: 129.3995 NormalDist(mu=105.0, sigma=15.0)
